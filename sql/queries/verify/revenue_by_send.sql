-- Our revenue of campaigns and flows, counted on the local day on which the buyer was last sent the message before the
-- order, as the vendor's reports count; of orders that the vendor's own attribution credits to them, whatever model the
-- facts follow. $1 account, $2 time zone, $3 first and $4 last local day.
-- Grain: one row per campaign and flow: source, id, name, orders and revenue (0 where there is none).
with attributed as (
  select o.native_source as source, o.native_source_id as object_id, o.profile_id, o.occurred_at, o.amount,
         array_remove(array[e.attributed_campaign_id, e.attributed_campaign_message_id, e.attributed_flow_message_id,
                            coalesce(touch.message_id, e.message_id)], null) as messages
  from fact_orders o
  join events e on e.account_id = o.account_id and e.occurred_at = o.occurred_at and e.event_id = o.event_id
  left join event_keys k on k.account_id = o.account_id and k.event_id = e.attributed_event_id
  left join events touch
    on touch.account_id = o.account_id and touch.occurred_at = k.occurred_at and touch.event_id = k.event_id
  where o.account_id = $1 and o.native_source in ('campaign', 'flow')
    and o.occurred_at >= $3::date::timestamp at time zone $2
    and o.day <= $4::date + 31                           -- far beyond any window of attribution
), sent as (
  select a.*, (select max(e.occurred_at)
               from events e
               join metric_roles r on r.account_id = e.account_id and r.metric_id = e.metric_id and r.role = 'received'
               where e.account_id = $1 and e.profile_id = a.profile_id and e.message_id = any (a.messages)
                 and e.occurred_at <= a.occurred_at) as sent_at
  from attributed a
), ours as (
  select source, object_id, count(*) as orders, sum(amount) as revenue
  from sent
  where (sent_at at time zone $2)::date between $3::date and $4::date
  group by source, object_id
), objects as (
  select 'campaign' as source, campaign_id as object_id, name from campaigns where account_id = $1
  union all
  select 'flow', flow_id, name from flows where account_id = $1
)
select source, object_id, coalesce(b.name, ''), coalesce(o.orders, 0), coalesce(o.revenue, 0)
from objects b
full join ours o using (source, object_id)
where object_id is not null
order by source, coalesce(b.name, ''), object_id collate "C"
