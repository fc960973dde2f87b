-- Fills aggregate_cell_events with what happened in the cells that are computed again.
-- $1 account id, $2 time zone.
insert into aggregate_cell_events (day, message_id, profile_id, channel, role, occurred_at, flow_id, by_machine)
with message_metrics as (
  select metric_id, channel, role from aggregate_metrics where channel <> 'none'
)
select c.day, c.message_id, coalesce(e.profile_id, ''), m.channel, m.role, e.occurred_at, e.flow_id,
       coalesce(e.machine_open, false)
from aggregate_cells c
cross join lateral (
  select e.metric_id, e.profile_id, e.occurred_at, e.flow_id, e.machine_open
  from events e
  where e.account_id = $1 and e.message_id = c.message_id
    and e.occurred_at >= c.day::timestamp at time zone $2 - interval '3 hours'
    and e.occurred_at < (c.day + 1)::timestamp at time zone $2 + interval '3 hours'
  offset 0                                               -- look up, do not read everything
) as e
join message_metrics m on m.metric_id = e.metric_id
where c.message_id <> '' and (e.occurred_at at time zone $2)::date = c.day
union all
select c.day, '', coalesce(e.profile_id, ''), m.channel, m.role, e.occurred_at, e.flow_id, coalesce(e.machine_open, false)
from aggregate_cells c
cross join message_metrics m
cross join lateral (
  select e.profile_id, e.occurred_at, e.flow_id, e.machine_open
  from events e
  where e.account_id = $1 and e.metric_id = m.metric_id
    and e.occurred_at >= c.day::timestamp at time zone $2 - interval '3 hours'
    and e.occurred_at < (c.day + 1)::timestamp at time zone $2 + interval '3 hours'
    and e.message_id is null
  offset 0
) as e
where c.message_id = '' and (e.occurred_at at time zone $2)::date = c.day;
