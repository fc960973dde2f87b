-- The model "native": what the API says about the order, else what the order's event or the attributed event names.
-- $1 account id.
update aggregate_orders o
set attribution = 'native',
    campaign_id = found.attributed_campaign_id, campaign_message_id = found.attributed_campaign_message_id,
    flow_id = found.attributed_flow_id, flow_message_id = found.attributed_flow_message_id,
    touch_message_id = found.touch_message_id, touch_flow_id = found.touch_flow_id, touch_channel = found.touch_channel
from (
  select c.order_id, c.profile_id,
         e.attributed_campaign_id, e.attributed_campaign_message_id, e.attributed_flow_id, e.attributed_flow_message_id,
         touch.channel as touch_channel,
         case when touch.event_id is not null then touch.message_id else e.message_id end as touch_message_id,
         case when touch.event_id is not null then touch.flow_id else e.flow_id end as touch_flow_id
  from aggregate_orders c
  join events e on e.account_id = $1 and e.occurred_at = c.occurred_at and e.event_id = c.event_id
  left join lateral (
    select t.event_id, t.message_id, t.flow_id, m.channel
    from event_keys k
    join events t on t.account_id = k.account_id and t.occurred_at = k.occurred_at and t.event_id = k.event_id
    left join metric_roles m on m.account_id = t.account_id and m.metric_id = t.metric_id
    where k.account_id = $1 and k.event_id = e.attributed_event_id
      and (t.message_id is not null or t.flow_id is not null)
  ) as touch on e.attributed_event_id is not null
  where c.attribution is null
    and coalesce(e.attributed_campaign_id, e.attributed_campaign_message_id, e.attributed_flow_id,
                 e.attributed_flow_message_id, touch.message_id, touch.flow_id, e.message_id, e.flow_id) is not null
) as found
where o.order_id = found.order_id and o.profile_id = found.profile_id;
