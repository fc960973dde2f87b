-- Adds the orders of aggregate_orders that are not there, and notes them.
with added as (
  insert into fact_orders
  select * from aggregate_orders
  on conflict (account_id, order_id, profile_id) do nothing
  returning *
)
insert into aggregate_changed_orders (profile_id, day, occurred_at, message_id)
select profile_id, day, occurred_at, coalesce(campaign_id, campaign_message_id, flow_message_id, '') from added;
