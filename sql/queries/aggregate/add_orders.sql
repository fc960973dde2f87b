-- Adds the orders of aggregate_orders that are not there, and notes them. In the order of time, so that the orders of a
-- span of days lie side by side.
with added as (
  insert into fact_orders
  select * from aggregate_orders order by occurred_at, order_id, profile_id
  on conflict (account_id, order_id, profile_id) do nothing
  returning *
)
insert into aggregate_changed_orders (profile_id, day, occurred_at, message_id)
select profile_id, day, occurred_at, coalesce(campaign_id, campaign_message_id, flow_message_id, '') from added;
