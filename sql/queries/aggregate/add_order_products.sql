-- Adds what orders consist of where it is not there, and notes the days.
with added as (
  insert into fact_order_products
  select * from aggregate_products
  on conflict (account_id, order_id, profile_id, product) do nothing
  returning day
)
insert into aggregate_product_days (day) select day from added;
