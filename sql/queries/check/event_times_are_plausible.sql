-- Events before 2000, or more than a day after the last collection of events (or after now, when none ended): the sender's
-- clock was wrong.
-- $1 account id
-- Grain: one row: how many, and one of them (null when there is none).
select count(*), min(event_id)
from events
where account_id = $1
  and (occurred_at < '2000-01-01Z'
       or occurred_at > interval '1 day' + coalesce((select max(complete_to) from watermarks
                                                     where account_id = $1 and resource = 'events'), now()))
