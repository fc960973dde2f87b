-- Fills aggregate_changes from aggregate_noted. An event that was stored and is gone since is noted as gone, too. Those without
-- a metric play no role.
-- $1 account id, $2 time zone.
insert into aggregate_changes (event_id, occurred_at, day, is_gone, metric_id, profile_id, message_id)
select n.event_id, n.occurred_at, (n.occurred_at at time zone $2)::date, false, e.metric_id, coalesce(e.profile_id, ''),
       coalesce(e.message_id, '')
from aggregate_noted n
cross join lateral (
  select e.metric_id, e.profile_id, e.message_id
  from events e
  where e.account_id = $1 and e.occurred_at = n.occurred_at and e.event_id = n.event_id
  limit 1                                                -- keeps the planner to looking up one event at a time
) as e
where not n.is_gone and e.metric_id is not null
union all
select event_id, occurred_at, (occurred_at at time zone $2)::date, true, metric_id, coalesce(profile_id, ''),
       coalesce(message_id, '')
from aggregate_noted
where is_gone and metric_id is not null;
