-- Takes note of the marked recipients. They are cleared at the end, unless they were marked again meanwhile.
-- $1 account id.
insert into aggregate_dirty_recipients (profile_id, message_id, marked_at)
select profile_id, message_id, marked_at from dirty_recipients where account_id = $1;
