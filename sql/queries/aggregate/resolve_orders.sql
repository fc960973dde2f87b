-- Fills aggregate_orders: each purchase with campaign or flow and channel of the touch that led to it, by the first model
-- that found one, and what the models say side by side. A message belongs to a flow when the touch or the listings say so,
-- else to a campaign; the channel is the message's, else that of the touch's metric. A person was acquired by what led to
-- the first order.
-- $1 account id, $2 models in the order in which they are asked (array).
insert into aggregate_orders (
  account_id, order_id, profile_id, event_id, occurred_at, day, amount, currency, foreign_amount, channel, source,
  campaign_id, campaign_message_id, flow_id, flow_message_id, form_id, attribution, order_number, previous_day,
  days_since_previous, acquisition_channel, acquisition_source, rate, native_channel, native_source, native_source_id,
  session_channel, session_source, session_source_id, attributed_event_id)
with led as (
  select t.order_id, t.profile_id, t.attribution, t.form_id, owner.source,
         case owner.source
           when 'flow' then
             coalesce(nullif(coalesce(flow_message.channel, touched.channel), 'none'), t.touch_channel, 'none')
           when 'campaign' then
             coalesce(nullif(coalesce(campaign.channel, campaign_message.channel, touched.channel), 'none'),
                      t.touch_channel, 'none')
           else 'none' end as channel,
         case when owner.source = 'campaign' then
           coalesce(t.campaign_id, nullif(campaign_message.source_id, ''), nullif(touched.source_id, ''),
                    case when t.campaign_message_id is null then t.touch_message_id end) end as campaign_id,
         case when owner.source = 'campaign' then t.campaign_message_id end as campaign_message_id,
         case when owner.source = 'flow' then
           coalesce(t.flow_id, t.touch_flow_id, nullif(flow_message.source_id, ''), nullif(touched.source_id, ''))
           end as flow_id,
         case when owner.source = 'flow' then coalesce(t.flow_message_id, t.touch_message_id) end as flow_message_id
  from aggregate_touches t
  left join dim_message flow_message
    on flow_message.account_id = $1 and flow_message.message_id = t.flow_message_id and flow_message.source = 'flow'
  left join dim_message campaign
    on campaign.account_id = $1 and campaign.message_id = t.campaign_id and campaign.source = 'campaign'
  left join dim_message campaign_message
    on campaign_message.account_id = $1 and campaign_message.message_id = t.campaign_message_id
    and campaign_message.source = 'campaign'
  left join dim_message touched on touched.account_id = $1 and touched.message_id = t.touch_message_id
  cross join lateral (
    select case
             when t.attribution = 'form' then 'form'
             when coalesce(t.flow_id, t.flow_message_id) is not null then 'flow'
             when coalesce(t.campaign_id, t.campaign_message_id) is not null then 'campaign'
             when t.touch_flow_id is not null or touched.source = 'flow' then 'flow'
             else 'campaign'
           end as source
  ) as owner
), chosen as (
  select distinct on (order_id, profile_id) *
  from led
  where attribution = 'form' or attribution = any($2::text[])
  order by order_id, profile_id, array_position($2::text[], attribution)
)
select $1, p.order_id, p.profile_id, p.event_id, p.occurred_at, p.day, p.amount, p.currency, p.foreign_amount,
       coalesce(c.channel, 'none'), coalesce(c.source, 'other'), c.campaign_id, c.campaign_message_id, c.flow_id,
       c.flow_message_id, c.form_id, c.attribution, p.order_number, p.previous_day, p.day - p.previous_day,
       case when p.profile_id <> ''
            then coalesce(p.acquisition_channel, first_value(coalesce(c.channel, 'none')) over person) end,
       case when p.profile_id <> ''
            then coalesce(p.acquisition_source, first_value(coalesce(c.source, 'other')) over person) end,
       p.rate,
       n.channel, n.source, coalesce(n.campaign_id, n.flow_id), s.channel, s.source, coalesce(s.campaign_id, s.flow_id),
       p.attributed_event_id
from aggregate_purchases p
left join chosen c on c.order_id = p.order_id and c.profile_id = p.profile_id
left join led n on n.order_id = p.order_id and n.profile_id = p.profile_id and n.attribution = 'native'
left join led s on s.order_id = p.order_id and s.profile_id = p.profile_id and s.attribution = 'session'
window person as (partition by p.profile_id order by p.order_number);
