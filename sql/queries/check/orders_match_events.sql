-- Order ids that events of the conversion metric name and facts do not, or the other way round, on days that are
-- built and, after a prune, that are built anew.
-- $1 account id
-- Grain: one row: how many, and one of them (null when there is none).
with told as (
  select coalesce(e.profile_id, '') as profile_id, coalesce(e.unique_id, e.event_id) as order_id
  from fact_builds b
  join accounts a on a.account_id = b.account_id
  join events e on e.account_id = b.account_id and e.metric_id = b.conversion_metric_id
  where b.account_id = $1
    and (e.occurred_at at time zone a.timezone)::date >= (select coalesce(max(frozen_before), '-infinity') from retention where account_id = $1)
    and not exists (select 1 from dirty_days d
                    where d.account_id = $1 and d.metric_id = e.metric_id
                      and d.day = (e.occurred_at at time zone a.timezone)::date)
), wrong as (
  select t.order_id
  from told t
  where not exists (select 1 from fact_orders o
                    where o.account_id = $1 and o.order_id = t.order_id and o.profile_id = t.profile_id)
    and not exists (select 1 from ledger_orders l
                    where l.account_id = $1 and l.order_id = t.order_id and l.profile_id = t.profile_id)
  union all
  select o.order_id
  from fact_orders o
  where o.account_id = $1
    and o.day >= (select coalesce(max(frozen_before), '-infinity') from retention where account_id = $1)
    and not exists (select 1 from events e
                    where e.account_id = $1 and e.occurred_at = o.occurred_at and e.event_id = o.event_id)
    and not exists (select 1 from dirty_days d where d.account_id = $1 and d.day = o.day)
)
select count(*), min(order_id) from wrong
