-- Fills aggregate_receipts for the people in aggregate_recipient_events.
-- $1 time zone.
insert into aggregate_receipts (profile_id, message_id, channel, day, flow_id, from_time, until_time)
select e.profile_id, e.message_id, e.channel, (e.occurred_at at time zone $1)::date, max(e.flow_id) over recipient,
       case when lag(e.event_id) over in_order is null then '-infinity' else e.occurred_at end,
       coalesce(lead(e.occurred_at) over in_order, 'infinity')
from aggregate_recipient_events e
where e.role = 'received'
window recipient as (partition by e.profile_id, e.message_id, e.channel),
       in_order as (partition by e.profile_id, e.message_id, e.channel order by e.occurred_at, e.event_id collate "C");
