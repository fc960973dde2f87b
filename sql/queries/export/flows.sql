-- All flows that are neither archived nor deleted, with what their messages did in each range. Deliveries, opens,
-- clicks and conversions stand on the day of receipt; revenue on the day of the order.
-- $1 account id, $2 first days, $3 last days (local dates, both included; equally long arrays)
-- Grain: one row per range (numbered from 1) and flow, by id. Money in the account's currency, two decimals.
-- The parts are materialized, since the planner cannot know how many rows the ranges leave and would compute them again
-- for each flow.
with ranges as (
  select * from unnest($2::date[], $3::date[]) with ordinality as r (first_day, last_day, number)
), delivered as materialized (
  select r.number, e.source_id, sum(e.received)::bigint as received, sum(e.bounced)::bigint as bounced,
         sum(e.unique_opens)::bigint as unique_opens, sum(e.unique_human_opens)::bigint as unique_human_opens,
         sum(e.unique_clicks)::bigint as unique_clicks
  from ranges r
  join fact_engagement e on e.account_id = $1 and e.source = 'flow' and e.day between r.first_day and r.last_day
  group by r.number, e.source_id
), converted as materialized (
  select r.number, c.source_id, sum(c.converters)::bigint as converters
  from ranges r
  join fact_conversions c on c.account_id = $1 and c.source = 'flow' and c.day between r.first_day and r.last_day
  group by r.number, c.source_id
), daily_orders as (
  select o.day, o.flow_id as source_id, sum(o.amount) as amount
  from fact_orders o
  where o.account_id = $1 and o.source = 'flow'
    and o.day between (select min(first_day) from ranges) and (select max(last_day) from ranges)
  group by o.day, o.flow_id
), ordered as materialized (
  select r.number, o.source_id, round(sum(o.amount), 2) as revenue
  from ranges r
  join daily_orders o on o.day between r.first_day and r.last_day
  group by r.number, o.source_id
)
select r.number, i.id, f.flow_id as klaviyo_id, f.name, coalesce(d.received, 0) as received,
       coalesce(d.bounced, 0) as bounced, coalesce(d.unique_opens, 0) as unique_opens,
       coalesce(d.unique_human_opens, 0) as unique_human_opens, coalesce(d.unique_clicks, 0) as unique_clicks,
       coalesce(v.converters, 0) as converters, coalesce(o.revenue, 0) as revenue
from ranges r
join flows f on f.account_id = $1 and not f.archived and f.deleted_at is null
join dashboard_ids i on i.account_id = $1 and i.kind = 'flow' and i.klaviyo_id = f.flow_id
left join delivered d on d.number = r.number and d.source_id = f.flow_id
left join converted v on v.number = r.number and v.source_id = f.flow_id
left join ordered o on o.number = r.number and o.source_id = f.flow_id
order by r.number, i.id
