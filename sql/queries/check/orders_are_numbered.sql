-- People whose orders are not numbered 1, 2, 3, ... in the order of time; after a prune of facts, after those
-- that are kept of them.
-- $1 account id
-- Grain: one row: how many, and one of them (null when there is none).
with pruned as (
  select l.profile_id, count(*) as orders
  from ledger_orders l
  join retention r on r.account_id = l.account_id and l.day < r.facts_from
  where l.account_id = $1
  group by l.profile_id
)
select count(*), min(profile_id)
from (
  select profile_id
  from (select profile_id, order_number,
               row_number() over (partition by profile_id order by occurred_at, event_id collate "C") as place
        from fact_orders where account_id = $1 and profile_id <> '') as numbered
  left join pruned using (profile_id)
  where order_number <> place + coalesce(pruned.orders, 0)
  group by profile_id
) as wrong
