-- Removes the forms of the days that are computed again, or all.
-- $1 account id, $2 whether all.
delete from fact_forms where account_id = $1 and day >= (select first_day from aggregate_bounds)
  and ($2 or day in (select day from aggregate_form_days));
