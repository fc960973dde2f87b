-- Removes the orders that are no longer what they were, of the people in aggregate_people or of everybody, and notes
-- them.
-- $1 account id, $2 whether for everybody.
with removed as (
  delete from fact_orders f
  where f.account_id = $1 and f.day >= (select first_day from aggregate_bounds)
    and ($2 or f.profile_id in (select profile_id from aggregate_people))
    and not exists (
      select from aggregate_orders o
      where o.order_id = f.order_id and o.profile_id = f.profile_id
        and o::text = f::text)
  returning f.*
)
insert into aggregate_changed_orders (profile_id, day, occurred_at, message_id)
select profile_id, day, occurred_at, coalesce(campaign_id, campaign_message_id, flow_message_id, '') from removed;
