-- Notes everybody who did something with a message or ordered because of one. Follows collect_actions for everybody.
-- $1 account id.
insert into aggregate_recipients (profile_id, message_id)
select profile_id, message_id from aggregate_actions where profile_id <> '' and message_id <> ''
union
select profile_id, coalesce(campaign_id, campaign_message_id, flow_message_id)
from fact_orders
where account_id = $1 and profile_id <> ''
  and coalesce(campaign_id, campaign_message_id, flow_message_id) is not null;
