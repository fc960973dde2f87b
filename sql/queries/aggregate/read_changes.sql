-- Takes note of the changes. They are cleared at the end.
-- $1 account id.
insert into aggregate_noted (change_id, event_id, occurred_at, is_gone, metric_id, profile_id, message_id)
select change_id, event_id, occurred_at, is_gone, metric_id, profile_id, message_id
from changed_events
where account_id = $1;
