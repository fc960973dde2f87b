-- Clears the marks that were taken.
-- $1 account id.
delete from dirty_days
where account_id = $1 and (metric_id, day) in (select metric_id, day from aggregate_done_days);
