-- Removes the products of the days on which what was bought changed, or of all days.
-- $1 account id, $2 whether of all days.
delete from fact_products where account_id = $1 and day >= (select first_day from aggregate_bounds)
  and ($2 or day in (select day from aggregate_product_days));
