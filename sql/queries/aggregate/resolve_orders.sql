-- Fills aggregate_orders: each purchase with campaign or flow and channel of the touch that led to it. A message
-- belongs to a flow when the touch or the listings say so, else to a campaign; the channel is the message's, else
-- that of the touch's metric.
-- $1 account id.
insert into aggregate_orders (
  account_id, order_id, profile_id, event_id, occurred_at, day, amount, currency, foreign_amount, channel, source,
  campaign_id, campaign_message_id, flow_id, flow_message_id, form_id, attribution, order_number, previous_day)
select $1, p.order_id, p.profile_id, p.event_id, p.occurred_at, p.day, p.amount, p.currency, p.foreign_amount,
       case owner.source
         when 'flow' then
           coalesce(nullif(coalesce(flow_message.channel, touched.channel), 'none'), t.touch_channel, 'none')
         when 'campaign' then
           coalesce(nullif(coalesce(campaign.channel, campaign_message.channel, touched.channel), 'none'),
                    t.touch_channel, 'none')
         else 'none' end,
       owner.source,
       case when owner.source = 'campaign' then
         coalesce(t.campaign_id, nullif(campaign_message.source_id, ''), nullif(touched.source_id, ''),
                  case when t.campaign_message_id is null then t.touch_message_id end) end,
       case when owner.source = 'campaign' then t.campaign_message_id end,
       case when owner.source = 'flow' then
         coalesce(t.flow_id, t.touch_flow_id, nullif(flow_message.source_id, ''), nullif(touched.source_id, '')) end,
       case when owner.source = 'flow' then coalesce(t.flow_message_id, t.touch_message_id) end,
       t.form_id, t.attribution, p.order_number, p.previous_day
from aggregate_purchases p
left join aggregate_touches t on t.order_id = p.order_id and t.profile_id = p.profile_id
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
           when t.attribution is null then 'other'
           when t.attribution = 'form' then 'form'
           when coalesce(t.flow_id, t.flow_message_id) is not null then 'flow'
           when coalesce(t.campaign_id, t.campaign_message_id) is not null then 'campaign'
           when t.touch_flow_id is not null or touched.source = 'flow' then 'flow'
           else 'campaign'
         end as source
) as owner;
