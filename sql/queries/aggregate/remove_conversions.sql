-- Removes the conversions of the cells that are computed again, or all.
-- $1 account id, $2 whether all.
delete from fact_conversions f
where f.account_id = $1 and f.day >= (select first_day from aggregate_bounds)
  and ($2 or exists (select from aggregate_cells c where c.day = f.day and c.message_id = f.message_id));
