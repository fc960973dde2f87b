-- Fills aggregate_purchases from the order events of aggregate_history. One order of a person counts once: of events with
-- the same order id the latest counts. An order without a value is an order of 0. A person's orders are numbered by time,
-- after those in ledger_orders, which stay as they are and count no second time.
-- $1 account id, $2 the account's currency, $3 whether for everybody, $4 conversion metric.
insert into aggregate_purchases (
  order_id, profile_id, event_id, occurred_at, day, amount, currency, foreign_amount, rate, order_number, previous_day,
  acquisition_channel, acquisition_source, without_value, message_id, flow_id, attributed_event_id,
  attributed_campaign_id, attributed_campaign_message_id, attributed_flow_id, attributed_flow_message_id)
with order_events as (
  select coalesce(profile_id, '') as profile_id, coalesce(unique_id, event_id) as order_id, event_id,
         occurred_at, day, value, upper(coalesce(currency, $2)) as currency, message_id, flow_id,
         attributed_event_id, attributed_campaign_id, attributed_campaign_message_id, attributed_flow_id,
         attributed_flow_message_id
  from aggregate_history
  where metric_id = $4
), history as materialized (
  select profile_id, max(order_number) as orders, max(day) as last_day,
         max(channel) filter (where order_number = 1) as first_channel,
         max(source) filter (where order_number = 1) as first_source
  from ledger_orders
  where account_id = $1 and profile_id <> '' and ($3 or profile_id in (select profile_id from aggregate_people))
  group by profile_id
), latest as (
  select distinct on (profile_id, order_id) *
  from order_events
  order by profile_id, order_id, occurred_at desc, event_id collate "C" desc
), orders as (
  select l.*
  from latest l
  where l.day >= (select first_day from aggregate_bounds)
    and not exists (select 1 from ledger_orders k
                    where k.account_id = $1 and k.profile_id = l.profile_id and k.order_id = l.order_id)
)
select order_id, o.profile_id, event_id, occurred_at, day,
       case when currency = $2 then coalesce(value, 0) else coalesce(value * rate, 0) end, currency,
       case when currency <> $2 then coalesce(value, 0) end, rate,
       case when o.profile_id = '' then 0 else row_number() over person + coalesce(h.orders, 0) end,
       case when o.profile_id <> '' then coalesce(lag(day) over person, h.last_day) end,
       h.first_channel, h.first_source, value is null, message_id, flow_id, attributed_event_id,
       attributed_campaign_id, attributed_campaign_message_id, attributed_flow_id, attributed_flow_message_id
from orders o
left join history h on h.profile_id = o.profile_id
left join lateral (
  select r.rate from aggregate_rates r where r.currency = o.currency and day >= r.from_day and day < r.until_day
) as worth on true
window person as (partition by o.profile_id order by occurred_at, event_id collate "C");
