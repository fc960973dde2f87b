-- Event ids that stand in several rows of events, or whose place is not known or wrong.
-- $1 account id
-- Grain: one row: how many, and one of them (null when there is none).
select count(*), min(event_id)
from (
  select e.event_id
  from events e
  left join event_keys k on k.account_id = $1 and k.event_id = e.event_id and k.occurred_at = e.occurred_at
  where e.account_id = $1
  group by e.event_id
  having count(*) > 1 or count(k.event_id) = 0
  union all
  select k.event_id
  from event_keys k
  left join events e on e.account_id = $1 and e.occurred_at = k.occurred_at and e.event_id = k.event_id
  where k.account_id = $1 and e.event_id is null
) as wrong
