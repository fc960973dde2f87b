-- The model "session": the person's latest earlier touch - an email opened or clicked within 120 hours, a text message
-- clicked within 24 hours - that names a message or a flow.
insert into aggregate_touches (order_id, profile_id, attribution, touch_message_id, touch_flow_id, touch_channel)
with touches as (
  select e.profile_id, e.occurred_at, e.event_id, e.message_id, e.flow_id, m.channel,
         attribution_span(e.occurred_at) as span,
         e.occurred_at + case m.channel when 'email' then interval '120 hours' else interval '24 hours' end as until_time
  from aggregate_history e
  join aggregate_metrics m
    on m.metric_id = e.metric_id
    and (m.channel = 'email' and m.role in ('opened', 'clicked') or m.channel = 'sms' and m.role = 'clicked')
  where e.message_id is not null or e.flow_id is not null
)
select distinct on (c.order_id, c.profile_id) c.order_id, c.profile_id, 'session', t.message_id, t.flow_id, t.channel
from aggregate_purchases c
cross join lateral (values (attribution_span(c.occurred_at)), (attribution_span(c.occurred_at) - 1)) as s (span)
join touches t
  on t.profile_id = c.profile_id and t.span = s.span and t.occurred_at < c.occurred_at and t.until_time >= c.occurred_at
order by c.order_id, c.profile_id, t.occurred_at desc, t.event_id collate "C" desc;
