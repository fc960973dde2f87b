-- The model "native": what the API says about the order, else what the attributed event or the order's own event names.
-- $1 account id.
insert into aggregate_touches (
  order_id, profile_id, attribution, campaign_id, campaign_message_id, flow_id, flow_message_id, touch_message_id,
  touch_flow_id, touch_channel)
select c.order_id, c.profile_id, 'native', c.attributed_campaign_id, c.attributed_campaign_message_id,
       c.attributed_flow_id, c.attributed_flow_message_id,
       case when touch.event_id is not null then touch.message_id else c.message_id end,
       case when touch.event_id is not null then touch.flow_id else c.flow_id end,
       touch.channel
from aggregate_purchases c
left join lateral (
  select t.event_id, t.message_id, t.flow_id, m.channel
  from event_keys k
  join events t on t.account_id = k.account_id and t.occurred_at = k.occurred_at and t.event_id = k.event_id
  left join metric_roles m on m.account_id = t.account_id and m.metric_id = t.metric_id
  where k.account_id = $1 and k.event_id = c.attributed_event_id
    and (t.message_id is not null or t.flow_id is not null)
  limit 1                                                -- keeps the planner to looking up one event at a time
) as touch on c.attributed_event_id is not null
where coalesce(c.attributed_campaign_id, c.attributed_campaign_message_id, c.attributed_flow_id,
               c.attributed_flow_message_id, touch.message_id, touch.flow_id, c.message_id, c.flow_id) is not null;
