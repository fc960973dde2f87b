-- Removes what orders no longer consist of, of the people in aggregate_people or of everybody, and notes the days.
-- $1 account id, $2 whether of everybody.
with gone as materialized (
  select f.order_id, f.profile_id, f.product
  from fact_order_products f
  left join aggregate_products p on p.order_id = f.order_id and p.profile_id = f.profile_id and p.product = f.product
  where f.account_id = $1 and f.day >= (select first_day from aggregate_bounds)
    and ($2 or f.profile_id in (select profile_id from aggregate_people))
    and (p.order_id is null or not p *= f)  -- to the last digit
), removed as (
  delete from fact_order_products f
  using gone g
  where f.account_id = $1 and f.order_id = g.order_id and f.profile_id = g.profile_id and f.product = g.product
  returning f.day
)
insert into aggregate_product_days (day) select day from removed;
