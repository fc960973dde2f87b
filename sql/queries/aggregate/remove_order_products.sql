-- Removes what orders no longer consist of, of the people in aggregate_people or of everybody, and notes the days.
-- $1 account id, $2 whether of everybody.
with removed as (
  delete from fact_order_products f
  where f.account_id = $1 and f.day >= (select first_day from aggregate_bounds)
    and ($2 or f.profile_id in (select profile_id from aggregate_people))
    and not exists (
      select from aggregate_products p
      where p.order_id = f.order_id and p.profile_id = f.profile_id and p.product = f.product and p::text = f::text)
  returning day
)
insert into aggregate_product_days (day) select day from removed;
