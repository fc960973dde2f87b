-- Fills aggregate_recipient_events for the people in aggregate_recipients.
-- $1 account id.
insert into aggregate_recipient_events (
  profile_id, message_id, channel, role, occurred_at, event_id, flow_id, by_machine)
select e.profile_id, e.message_id, m.channel, m.role, e.occurred_at, e.event_id, e.flow_id,
       coalesce(e.machine_open, false)
from aggregate_recipients r
join events e on e.account_id = $1 and e.profile_id = r.profile_id and e.message_id = r.message_id
join metric_roles m
  on m.account_id = $1 and m.metric_id = e.metric_id
  and m.role in ('received', 'opened', 'clicked', 'unsubscribed', 'spam');
