-- Whether the conversions of messages are the orders that messages led to: by how many they differ. After a prune those
-- of the days that are built anew are compared: an order of such a day whose message was received on a day that stays as it is
-- is no conversion of a day that is compared.
-- $1 account id
-- Grain: one row: how many, and one of them (null when there is none).
with bounds as (
  select coalesce((select frozen_before from retention where account_id = $1), '-infinity') as first_day, timezone
  from accounts where account_id = $1
), led as (
  select o.profile_id, o.occurred_at, o.day, o.channel,
         coalesce(o.campaign_id, o.campaign_message_id, o.flow_message_id, '') as message_id
  from fact_orders o
  where o.account_id = $1 and o.source in ('campaign', 'flow') and o.day >= (select first_day from bounds)
), receipts as (
  select e.profile_id, e.message_id, m.channel, e.occurred_at
  from (select distinct profile_id, message_id from led) l
  join events e on e.account_id = $1 and e.profile_id = l.profile_id and e.message_id = l.message_id
  join metric_roles m on m.account_id = $1 and m.metric_id = e.metric_id and m.role = 'received'
  where isfinite((select first_day from bounds))
  union all
  select profile_id, message_id, channel, received_at
  from ledger_receipts
  where account_id = $1 and received_at is not null
), placed as (
  -- The latest receipt before the order, else the first one; on the order's channel, else on any.
  select l.day, (
    select r.occurred_at from receipts r
    where r.profile_id = l.profile_id and r.message_id = l.message_id
    order by r.channel = l.channel desc, r.channel, r.occurred_at <= l.occurred_at desc,
             case when r.occurred_at <= l.occurred_at then r.occurred_at end desc, r.occurred_at
    limit 1) as received_at
  from led l
), counted as (
  select (select coalesce(sum(conversions), 0) from fact_conversions
          where account_id = $1 and day >= (select first_day from bounds)) as conversions,
         (select count(*) from placed
          where coalesce((received_at at time zone (select timezone from bounds))::date, day)
                >= (select first_day from bounds)) as orders
)
select abs(conversions - orders), conversions || ' conversions, ' || orders || ' orders' from counted
