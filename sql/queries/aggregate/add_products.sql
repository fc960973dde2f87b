-- Adds up what was bought on the days on which it changed, or on all days.
-- $1 account id, $2 whether on all days.
insert into fact_products (account_id, day, product, name, quantity, revenue, orders)
select account_id, day, product, max(name), coalesce(sum(quantity), 0), coalesce(sum(revenue), 0), count(*)
from fact_order_products
where account_id = $1 and day >= (select first_day from aggregate_bounds)
  and ($2 or day in (select day from aggregate_product_days))
group by account_id, day, product;
