-- Clears the changes that this build took care of.
-- $1 account id.
delete from changed_events where account_id = $1 and change_id in (select change_id from aggregate_noted);
