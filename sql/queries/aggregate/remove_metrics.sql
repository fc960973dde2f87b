-- Removes the counts of the marked days of metrics, or all.
-- $1 account id, $2 whether all.
delete from fact_metrics f
where f.account_id = $1 and f.day >= (select first_day from aggregate_bounds)
  and ($2 or (f.metric_id, f.day) in (select metric_id, day from aggregate_dirty_days));
