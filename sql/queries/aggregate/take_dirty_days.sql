-- Takes the marks that this build took care of, to be cleared. A mark that another transaction is just renewing is left
-- alone.
-- $1 account id.
insert into aggregate_done_days (metric_id, day)
select kept.metric_id, kept.day
from dirty_days kept
where kept.account_id = $1
  and (kept.metric_id, kept.day, kept.marked_at) in (
    select metric_id, day, marked_at from aggregate_dirty_days)
for update skip locked;
