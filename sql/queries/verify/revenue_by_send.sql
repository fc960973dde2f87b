-- Our revenue of campaigns and flows, counted on the local day on which the buyer was last sent the message before the
-- order, as the vendor's reports count. $1 account, $2 time zone, $3 first and $4 last local day.
-- Grain: one row per campaign and flow: source, id, name, orders and revenue (0 where there is none).
with attributed as (
  select o.source, case o.source when 'campaign' then o.campaign_id else o.flow_id end as object_id, o.profile_id,
         o.occurred_at, o.amount, array_remove(array[o.campaign_id, o.campaign_message_id, o.flow_message_id], null) as messages
  from fact_orders o
  where o.account_id = $1 and o.source in ('campaign', 'flow')
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
