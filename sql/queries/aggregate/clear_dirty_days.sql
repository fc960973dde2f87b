-- Clears the marks that this build took care of. A mark that another transaction is just renewing is left alone.
-- $1 account id.
delete from dirty_days d
using (
  select kept.metric_id, kept.day
  from dirty_days kept
  join aggregate_dirty_days taken
    on taken.metric_id = kept.metric_id and taken.day = kept.day and taken.marked_at = kept.marked_at
  where kept.account_id = $1
  for update of kept skip locked
) as done
where d.account_id = $1 and d.metric_id = done.metric_id and d.day = done.day;
