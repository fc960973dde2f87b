-- How much changed.
-- $1 account id, $2 up to how many changes are few. One row: whether something changed that was not noted one by one; whether
-- so many events of all did that one pass over all costs less than looking at each change.
select exists (select 1 from aggregate_noted where event_id = ''),
       noted.changes > $2 and noted.changes * 20 > (select coalesce(sum(events), 0) from fact_metrics where account_id = $1)
from (select count(*) as changes from aggregate_noted) as noted;
