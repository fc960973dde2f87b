-- Fills aggregate_recipient_events for the people in aggregate_recipients.
-- $1 account id, $2 whether everything is built.
insert into aggregate_recipient_events (
  profile_id, message_id, channel, role, occurred_at, event_id, flow_id, by_machine)
with message_metrics as (
  select metric_id, channel, role from aggregate_metrics
  where role in ('received', 'opened', 'clicked', 'unsubscribed', 'spam')
)
select e.profile_id, e.message_id, m.channel, m.role, e.occurred_at, e.event_id, e.flow_id,
       coalesce(e.machine_open, false)
from aggregate_recipients r
join aggregate_events e on e.profile_id = r.profile_id and e.message_id = r.message_id
join message_metrics m on m.metric_id = e.metric_id
where $2
union all
select r.profile_id, r.message_id, m.channel, m.role, e.occurred_at, e.event_id, e.flow_id,
       coalesce(e.machine_open, false)
from aggregate_recipients r
join aggregate_messages k on k.message_id = r.message_id and not k.is_young
cross join lateral (
  select e.metric_id, e.occurred_at, e.event_id, e.flow_id, e.machine_open
  from events e
  where e.account_id = $1 and e.profile_id = r.profile_id and e.message_id = r.message_id and e.occurred_at >= k.first_at
  offset 0                                               -- look up, do not read everything
) as e
join message_metrics m on m.metric_id = e.metric_id
where not $2
union all
-- A message that nobody knew long before, as most campaigns: everything about it lies side by side. Others who received it
-- count in no cell.
select e.profile_id, k.message_id, m.channel, m.role, e.occurred_at, e.event_id, e.flow_id, coalesce(e.machine_open, false)
from aggregate_messages k
cross join lateral (
  select e.profile_id, e.metric_id, e.occurred_at, e.event_id, e.flow_id, e.machine_open
  from events e
  where e.account_id = $1 and e.message_id = k.message_id and e.occurred_at >= k.first_at and e.profile_id is not null
  offset 0
) as e
join message_metrics m on m.metric_id = e.metric_id
where not $2 and k.is_young;
