-- Removes the counts of the marked days of metrics, or all.
-- $1 account id, $2 whether all.
delete from fact_metrics f
where f.account_id = $1 and f.day >= (select first_day from aggregate_bounds)
  and ($2 or exists (select from aggregate_dirty_days d where d.metric_id = f.metric_id and d.day = f.day));
