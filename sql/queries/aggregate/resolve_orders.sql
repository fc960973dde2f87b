-- Turns the touch of each attributed order into campaign or flow, and its channel. A message belongs to a flow when the
-- touch or the listings say so, else to a campaign; the channel is the message's, else that of the touch's metric.
-- $1 account id.
with named as (
  select o.order_id, o.profile_id, o.touch_channel,
         (coalesce(o.flow_id, o.flow_message_id) is not null
          or coalesce(o.campaign_id, o.campaign_message_id) is null
             and (o.touch_flow_id is not null or coalesce(touched.source = 'flow', false))) as by_flow,
         coalesce(o.flow_id, o.touch_flow_id, nullif(flow_message.source_id, ''),
                  nullif(touched.source_id, '')) as flow_id,
         coalesce(o.flow_message_id, o.touch_message_id) as flow_message_id,
         o.campaign_message_id,
         coalesce(o.campaign_id, nullif(campaign_message.source_id, ''), nullif(touched.source_id, ''),
                  case when o.campaign_message_id is null then o.touch_message_id end) as campaign_id,
         coalesce(flow_message.channel, touched.channel) as flow_channel,
         coalesce(campaign.channel, campaign_message.channel, touched.channel) as campaign_channel
  from aggregate_orders o
  left join dim_message flow_message
    on flow_message.account_id = $1 and flow_message.message_id = o.flow_message_id and flow_message.source = 'flow'
  left join dim_message campaign
    on campaign.account_id = $1 and campaign.message_id = o.campaign_id and campaign.source = 'campaign'
  left join dim_message campaign_message
    on campaign_message.account_id = $1 and campaign_message.message_id = o.campaign_message_id
    and campaign_message.source = 'campaign'
  left join dim_message touched on touched.account_id = $1 and touched.message_id = o.touch_message_id
  where o.attribution in ('native', 'session')
)
update aggregate_orders o
set source = case when n.by_flow then 'flow' else 'campaign' end,
    channel = coalesce(nullif(case when n.by_flow then n.flow_channel else n.campaign_channel end, 'none'),
                       n.touch_channel, 'none'),
    flow_id = case when n.by_flow then n.flow_id end,
    flow_message_id = case when n.by_flow then n.flow_message_id end,
    campaign_id = case when not n.by_flow then n.campaign_id end,
    campaign_message_id = case when not n.by_flow then n.campaign_message_id end
from named n
where o.order_id = n.order_id and o.profile_id = n.profile_id;
