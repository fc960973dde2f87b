-- The API names a message's action but not its flow: takes the flow from the action, whichever of both arrived last.
-- $1 account.
update flow_messages m
set flow_id = a.flow_id
from flow_actions a
where m.account_id = $1 and a.account_id = m.account_id and a.flow_action_id = m.flow_action_id
  and m.flow_id is distinct from a.flow_id
