-- Counts the orders that a message led to, in the cells that are computed again or everywhere. An order counts on the
-- day of the receipt it belongs to; without a known receipt on its own day, and then it makes nobody a converter.
-- Somebody is a converter once per message, on the day of the first order's receipt; an order whose fact was pruned was
-- first.
-- $1 account id, $2 whether everywhere.
insert into fact_conversions (
  account_id, day, channel, source, source_id, message_id, conversions, converters)
with orders as (
  select order_id, profile_id, day, occurred_at, channel, source, coalesce(campaign_id, flow_id, '') as source_id,
         coalesce(campaign_id, campaign_message_id, flow_message_id, '') as message_id
  from fact_orders
  where account_id = $1 and $2 and source in ('campaign', 'flow')
  union
  select o.order_id, o.profile_id, o.day, o.occurred_at, o.channel, o.source, coalesce(o.campaign_id, o.flow_id, ''),
         r.message_id
  from aggregate_recipients r
  join fact_orders o on o.account_id = $1 and o.profile_id = r.profile_id
  where not $2 and o.source in ('campaign', 'flow')
    and coalesce(o.campaign_id, o.campaign_message_id, o.flow_message_id, '') = r.message_id
  union
  select o.order_id, o.profile_id, o.day, o.occurred_at, o.channel, o.source, coalesce(o.campaign_id, o.flow_id, ''),
         c.message_id
  from aggregate_cells c
  join fact_orders o on o.account_id = $1 and o.day = c.day
  where not $2 and o.source in ('campaign', 'flow')
    and coalesce(o.campaign_id, o.campaign_message_id, o.flow_message_id, '') = c.message_id
), placed as (
  select distinct on (o.order_id, o.profile_id)
         o.profile_id, o.message_id, coalesce(r.day, o.day) as day, r.day is not null as is_received,
         coalesce(r.channel, o.channel) as channel,
         case when r.flow_id is not null then 'flow' else o.source end as source,
         coalesce(r.flow_id, o.source_id) as source_id
  from orders o
  left join aggregate_receipts r
    on r.profile_id = o.profile_id and r.message_id = o.message_id
    and o.occurred_at >= r.from_time and o.occurred_at < r.until_time
  order by o.order_id, o.profile_id, r.channel = o.channel desc, r.channel
), firsts as (
  select min(day) as day, min(channel) as channel, min(source) as source, min(source_id) as source_id, message_id
  from placed p
  where is_received
    and not exists (select 1 from ledger_orders l
                    where l.account_id = $1 and l.profile_id = p.profile_id and l.message_id = p.message_id
                      and l.day < (select first_people_day from aggregate_bounds))
  group by profile_id, message_id
), counts as (
  select day, channel, source, source_id, message_id, count(*) as conversions, 0::bigint as converters
  from placed
  group by day, channel, source, source_id, message_id
  union all
  select day, channel, source, source_id, message_id, 0, count(*)
  from firsts
  group by day, channel, source, source_id, message_id
)
select $1, day, channel, source, source_id, message_id, sum(conversions), sum(converters)
from counts c
where c.day >= (select first_day from aggregate_bounds)
  and ($2 or exists (select 1 from aggregate_cells t where t.day = c.day and t.message_id = c.message_id))
group by day, channel, source, source_id, message_id;
