-- The campaigns that somebody received in a range, archived ones too, with what followed. Deliveries, opens, clicks and
-- conversions stand on the day of receipt; revenue on the day of the order.
-- $1 account id, $2 first days, $3 last days (local dates, both included; equally long arrays)
-- Grain: one row per range (numbered from 1) and campaign; newest first within a range. Money in the account's
-- currency, two decimals.
-- The parts are materialized, since the planner cannot know how many rows the ranges leave and would compute them again
-- for each campaign.
with ranges as (
  select * from unnest($2::date[], $3::date[]) with ordinality as r (first_day, last_day, number)
), delivered as materialized (
  select r.number, e.source_id, sum(e.received)::bigint as received, sum(e.bounced)::bigint as bounced,
         sum(e.unique_opens)::bigint as unique_opens, sum(e.unique_human_opens)::bigint as unique_human_opens,
         sum(e.unique_clicks)::bigint as unique_clicks
  from ranges r
  join fact_engagement e on e.account_id = $1 and e.source = 'campaign' and e.source_id <> ''
    and e.day between r.first_day and r.last_day
  group by r.number, e.source_id
  having sum(e.received) > 0
), converted as materialized (
  select r.number, c.source_id, sum(c.converters)::bigint as converters
  from ranges r
  join fact_conversions c on c.account_id = $1 and c.source = 'campaign' and c.day between r.first_day and r.last_day
  group by r.number, c.source_id
), daily_orders as (
  select o.day, o.campaign_id as source_id, sum(o.amount) as amount
  from fact_orders o
  where o.account_id = $1 and o.source = 'campaign'
    and o.day between (select min(first_day) from ranges) and (select max(last_day) from ranges)
  group by o.day, o.campaign_id
), ordered as materialized (
  select r.number, o.source_id, round(sum(o.amount), 2) as revenue
  from ranges r
  join daily_orders o on o.day between r.first_day and r.last_day
  group by r.number, o.source_id
)
select d.number, i.id, d.source_id as klaviyo_id, coalesce(c.name, '') as name, d.received, d.bounced, d.unique_opens,
       d.unique_human_opens, d.unique_clicks, coalesce(v.converters, 0) as converters, coalesce(o.revenue, 0) as revenue
from delivered d
join dashboard_ids i on i.account_id = $1 and i.kind = 'campaign' and i.klaviyo_id = d.source_id
left join campaigns c on c.account_id = $1 and c.campaign_id = d.source_id
left join converted v on v.number = d.number and v.source_id = d.source_id
left join ordered o on o.number = d.number and o.source_id = d.source_id
order by d.number, coalesce(c.send_at, c.scheduled_at, c.created_at) desc nulls last, id
