-- Lets messages be looked at one by one of which a receipt or an action was pruned. Follows count_all_actions.
-- $1 account id.
update aggregate_all_actions a
set is_plain = false
from ledger_receipts l
where a.is_plain and l.account_id = $1 and l.profile_id = a.profile_id and l.message_id = a.message_id
  and l.channel = a.channel;
