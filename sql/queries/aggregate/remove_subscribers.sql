-- Removes the days that were not recorded, before everything is computed again.
-- $1 account id.
delete from fact_subscribers where account_id = $1 and basis <> 'recorded'
  and day >= (select first_people_day from aggregate_bounds);
