-- Clears the marks that this build took care of. A mark that another transaction is just renewing is left alone.
-- $1 account id.
delete from dirty_recipients d
using (
  select kept.profile_id, kept.message_id
  from dirty_recipients kept
  join aggregate_dirty_recipients taken
    on taken.profile_id = kept.profile_id and taken.message_id = kept.message_id and taken.marked_at = kept.marked_at
  where kept.account_id = $1
  for update of kept skip locked
) as done
where d.account_id = $1 and d.profile_id = done.profile_id and d.message_id = done.message_id;
