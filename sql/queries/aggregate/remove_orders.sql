-- Removes the orders that are no longer what they were, of the people in aggregate_people or of everybody, and notes
-- them.
-- $1 account id, $2 whether for everybody.
with gone as materialized (
  select f.order_id, f.profile_id
  from fact_orders f
  left join aggregate_orders o on o.order_id = f.order_id and o.profile_id = f.profile_id
  where f.account_id = $1 and f.day >= (select first_day from aggregate_bounds)
    and ($2 or f.profile_id in (select profile_id from aggregate_people))
    and (o.order_id is null or not o *= f)  -- to the last digit: 1.5 and 1.50 differ
), removed as (
  delete from fact_orders f
  using gone g
  where f.account_id = $1 and f.order_id = g.order_id and f.profile_id = g.profile_id
  returning f.profile_id, f.day, f.occurred_at, coalesce(f.campaign_id, f.campaign_message_id, f.flow_message_id, '')
)
insert into aggregate_changed_orders (profile_id, day, occurred_at, message_id)
select * from removed;
