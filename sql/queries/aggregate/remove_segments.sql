-- Removes the sizes of segments, before everything is computed again.
-- $1 account id.
delete from fact_segments where account_id = $1 and day >= (select first_people_day from aggregate_bounds);
