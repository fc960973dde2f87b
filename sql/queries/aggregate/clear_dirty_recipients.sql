-- Clears the marks that were taken.
-- $1 account id.
delete from dirty_recipients
where account_id = $1 and (profile_id, message_id) in (select profile_id, message_id from aggregate_done_recipients);
