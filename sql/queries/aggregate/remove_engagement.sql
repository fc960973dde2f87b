-- Removes the engagement of the cells that are computed again, or all.
-- $1 account id, $2 whether all.
delete from fact_engagement f
where f.account_id = $1 and f.day >= (select first_day from aggregate_bounds)
  and ($2 or (f.day, f.message_id) in (select day, message_id from aggregate_cells));
