-- Local days on which revenue or orders by channel and source are not those of the orders.
-- $1 account id
-- Grain: one row: how many, and one of them (null when there is none).
with orders as (
  select day, sum(amount) as revenue, count(*) as orders
  from fact_orders
  where account_id = $1 and (foreign_amount is null or rate is not null)
  group by day
), split as (
  select day, sum(revenue) as revenue, sum(orders) as orders from fact_revenue where account_id = $1 group by day
)
select count(*), min(coalesce(o.day, s.day))::text
from orders o
full join split s on s.day = o.day
where o.revenue is distinct from s.revenue or o.orders is distinct from s.orders
