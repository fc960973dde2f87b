-- The model "native": what the API says about the order, else what the attributed event or the order's own event names.
-- $1 account id, $2 whether everything is built.
insert into aggregate_touches (
  order_id, profile_id, attribution, campaign_id, campaign_message_id, flow_id, flow_message_id, touch_message_id,
  touch_flow_id, touch_channel)
with wanted as (
  select distinct attributed_event_id as event_id from aggregate_purchases where attributed_event_id is not null
), touches as (
  select e.event_id, e.metric_id, e.message_id, e.flow_id
  from wanted w
  join aggregate_events e on e.event_id = w.event_id
  where $2
  union all
  select t.event_id, t.metric_id, t.message_id, t.flow_id
  from wanted w
  cross join lateral (
    select e.event_id, e.metric_id, e.message_id, e.flow_id
    from event_keys k
    join events e on e.account_id = k.account_id and e.occurred_at = k.occurred_at and e.event_id = k.event_id
    where k.account_id = $1 and k.event_id = w.event_id
    limit 1                                              -- keeps the planner to looking up one event at a time
  ) as t
  where not $2
), named as (
  select t.event_id, t.message_id, t.flow_id, m.channel
  from touches t
  left join metric_roles m on m.account_id = $1 and m.metric_id = t.metric_id
  where t.message_id is not null or t.flow_id is not null
)
select c.order_id, c.profile_id, 'native', c.attributed_campaign_id, c.attributed_campaign_message_id,
       c.attributed_flow_id, c.attributed_flow_message_id,
       case when touch.event_id is not null then touch.message_id else c.message_id end,
       case when touch.event_id is not null then touch.flow_id else c.flow_id end,
       touch.channel
from aggregate_purchases c
left join named as touch on touch.event_id = c.attributed_event_id
where coalesce(c.attributed_campaign_id, c.attributed_campaign_message_id, c.attributed_flow_id,
               c.attributed_flow_message_id, touch.message_id, touch.flow_id, c.message_id, c.flow_id) is not null;
