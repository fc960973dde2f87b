-- Notes whose actions have to be looked at one by one although everything is built, and who ordered because of a message.
-- Follows count_plain_actions.
-- $1 account id.
insert into aggregate_recipients (profile_id, message_id)
select profile_id, message_id from aggregate_intricate_recipients
union
select profile_id, coalesce(campaign_id, campaign_message_id, flow_message_id)
from fact_orders
where account_id = $1 and profile_id <> ''
  and coalesce(campaign_id, campaign_message_id, flow_message_id) is not null;
