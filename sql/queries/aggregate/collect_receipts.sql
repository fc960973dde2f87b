-- Fills aggregate_receipts for the people in aggregate_recipients.
-- $1 account id, $2 time zone.
insert into aggregate_receipts (profile_id, message_id, channel, day, flow_id, from_time, until_time)
select e.profile_id, e.message_id, m.channel, (e.occurred_at at time zone $2)::date, max(e.flow_id) over recipient,
       case when lag(e.event_id) over in_order is null then '-infinity' else e.occurred_at end,
       coalesce(lead(e.occurred_at) over in_order, 'infinity')
from aggregate_recipients r
join events e on e.account_id = $1 and e.profile_id = r.profile_id and e.message_id = r.message_id
join metric_roles m on m.account_id = $1 and m.metric_id = e.metric_id and m.role = 'received'
window recipient as (partition by e.profile_id, e.message_id, m.channel),
       in_order as (partition by e.profile_id, e.message_id, m.channel order by e.occurred_at, e.event_id collate "C");
