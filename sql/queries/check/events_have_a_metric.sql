-- Events that name no metric, or one that was never listed.
-- $1 account id
-- Grain: one row: how many, and one of them (null when there is none).
select count(*), min(e.event_id)
from events e
where e.account_id = $1
  and not exists (select 1 from metrics m where m.account_id = $1 and m.metric_id = e.metric_id)
