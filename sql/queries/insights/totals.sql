-- Everything that happened on each local day.
-- $1 account id; $2 first, $3 last local day
-- Grain: one row per local day, oldest first, none left out. Money in the account's currency; subscribers at the end of the
-- day, null where that is not known.
with revenue as (
  select day, sum(revenue) as revenue, sum(orders) as orders
  from fact_revenue where account_id = $1 and day between $2::date and $3::date
  group by day
), people as (
  select day, count(distinct profile_id) as customers
  from fact_orders
  where account_id = $1 and day between $2::date and $3::date and profile_id <> ''
    and (foreign_amount is null or rate is not null)
  group by day
), messages as (
  select day, sum(received) as received, sum(unique_opens) as opens, sum(unique_clicks) as clicks,
         sum(unsubscribes) as unsubscribes
  from fact_engagement where account_id = $1 and day between $2::date and $3::date
  group by day
), converted as (
  select day, sum(converters) as converters
  from fact_conversions where account_id = $1 and day between $2::date and $3::date
  group by day
)
select coalesce(r.revenue, 0), coalesce(r.orders, 0), coalesce(p.customers, 0), coalesce(m.received, 0),
       coalesce(m.opens, 0), coalesce(m.clicks, 0), coalesce(m.unsubscribes, 0), coalesce(c.converters, 0), s.subscribers
from generate_series($2::date::timestamp, $3::date::timestamp, interval '1 day') as d (day)
left join revenue r on r.day = d.day::date
left join people p on p.day = d.day::date
left join messages m on m.day = d.day::date
left join converted c on c.day = d.day::date
left join fact_subscribers s on s.account_id = $1 and s.day = d.day::date
order by d.day
