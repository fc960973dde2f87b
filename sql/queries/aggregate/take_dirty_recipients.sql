-- Takes the marks that this build took care of, to be cleared. A mark that another transaction is just renewing is left
-- alone.
-- $1 account id.
insert into aggregate_done_recipients (profile_id, message_id)
select kept.profile_id, kept.message_id
from dirty_recipients kept
where kept.account_id = $1
  and (kept.profile_id, kept.message_id, kept.marked_at) in (
    select profile_id, message_id, marked_at from aggregate_dirty_recipients)
for update skip locked;
