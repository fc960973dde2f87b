-- The model "session": the person's latest earlier touch - an email opened or clicked within 120 hours, a text message
-- clicked within 24 hours - that names a message or a flow.
-- $1 account id.
insert into aggregate_touches (order_id, profile_id, attribution, touch_message_id, touch_flow_id, touch_channel)
select c.order_id, c.profile_id, 'session', touch.message_id, touch.flow_id, touch.channel
from aggregate_purchases c
cross join lateral (
  select e.message_id, e.flow_id, m.channel
  from events e
  join metric_roles m on m.account_id = $1 and m.metric_id = e.metric_id
  where e.account_id = $1
    and e.profile_id = c.profile_id
    and e.occurred_at < c.occurred_at
    and e.occurred_at >= c.occurred_at - interval '120 hours'
    and (m.channel = 'email' and m.role in ('opened', 'clicked')
         or m.channel = 'sms' and m.role = 'clicked' and e.occurred_at >= c.occurred_at - interval '24 hours')
    and (e.message_id is not null or e.flow_id is not null)
  order by e.occurred_at desc, e.event_id collate "C" desc
  limit 1
) as touch
where c.profile_id <> '';
