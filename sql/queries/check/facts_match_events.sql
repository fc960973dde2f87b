-- Local days of a metric on which facts count other events than there are, of days that are built
-- and, after a prune, that are built anew. A pass over the events.
-- $1 account id
-- Grain: one row: how many, and one of them (null when there is none).
with told as (
  select (e.occurred_at at time zone a.timezone)::date as day, e.metric_id, count(*) as events
  from events e
  join accounts a on a.account_id = e.account_id
  where e.account_id = $1 and e.metric_id is not null
  group by 1, 2
), wrong as (
  select coalesce(t.day, f.day) as day, coalesce(t.metric_id, f.metric_id) as metric_id
  from told t
  full join (select day, metric_id, events from fact_metrics where account_id = $1) as f
    on f.day = t.day and f.metric_id = t.metric_id
  where t.events is distinct from f.events
)
select count(*), min(metric_id || ' ' || day)
from wrong w
where exists (select 1 from fact_builds where account_id = $1)
  and w.day >= (select coalesce(max(frozen_before), '-infinity') from retention where account_id = $1)
  and not exists (select 1 from dirty_days d where d.account_id = $1 and d.metric_id = w.metric_id and d.day = w.day)
