-- People whose orders are not numbered 1, 2, 3, ... in the order of time.
-- $1 account id
-- Grain: one row: how many, and one of them (null when there is none).
select count(*), min(profile_id)
from (
  select profile_id
  from (select profile_id, order_number,
               row_number() over (partition by profile_id order by occurred_at, event_id collate "C") as place
        from fact_orders where account_id = $1 and profile_id <> '') as numbered
  where order_number <> place
  group by profile_id
) as wrong
