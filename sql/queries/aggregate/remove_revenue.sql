-- Removes the revenue of the days on which an order changed, or of all days.
-- $1 account id, $2 whether of all days.
delete from fact_revenue
where account_id = $1 and ($2 or day in (select day from aggregate_changed_orders))
  and day >= (select first_day from aggregate_bounds);
