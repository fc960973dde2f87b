-- Events that name no profile: they are in counts of events, but in no count of people.
-- $1 account id
-- Grain: one row: how many, and one of them (null when there is none).
select count(*), min(event_id)
from events
where account_id = $1 and profile_id is null
