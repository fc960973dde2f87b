-- The hand-written pass over the same events that a full rebuild is measured against: one read of the table, first grouped
-- by person, because "unique" and the day of the receipt are said of a person and a message, then by day. Of it follow
-- revenue, orders and customers of a day, deliveries, bounces, opens, unique opens and clicks of each message on the day of
-- its receipt, forms and products. It attributes no order, numbers none, keeps no row of an order, counts a message that
-- somebody received twice once, takes no care of events without a person, and has no daily count of opens as events.
begin;
set local work_mem = '256MB';
set local jit = off;
set local parallel_tuple_cost = 0.01;
create temp table passed on commit drop as
with told as (
  select (occurred_at at time zone 'Europe/London')::date as day, metric_id, message_id, flow_id, form_id, profile_id, value,
         machine_open, properties ->> 'ProductName' as product, (properties ->> 'Quantity')::numeric as quantity,
         metric_id in ('RECEIV', 'OPENED', 'CLICKD', 'UNSUBD', 'SPAMMD') as is_of_message
  from (select *, case when metric_id = 'ORDERD' then raw #> '{attributes,event_properties}' end as properties
        from events where account_id = 'bench' offset 0) as e
), by_person as (
  select case when not is_of_message then metric_id end as metric_id, case when not is_of_message then day end as own_day,
         message_id, flow_id, form_id, product, profile_id, max(day) filter (where metric_id = 'RECEIV') as received_day,
         count(*) filter (where metric_id = 'RECEIV') as received, count(*) filter (where metric_id = 'OPENED') as opens,
         count(*) filter (where metric_id = 'OPENED' and machine_open) as machine_opens,
         count(*) filter (where metric_id = 'CLICKD') as clicks,
         count(*) filter (where metric_id = 'UNSUBD') as unsubscribes,
         count(*) filter (where metric_id = 'SPAMMD') as spam_complaints,
         count(*) as events, sum(value) as value, sum(quantity) as quantity
  from told
  group by 1, 2, 3, 4, 5, 6, 7
)
select coalesce(own_day, received_day) as day, metric_id, message_id, flow_id, form_id, product, sum(received) as received,
       sum(opens) as opens, count(*) filter (where opens > 0) as unique_opens, sum(machine_opens) as machine_opens,
       count(*) filter (where opens > machine_opens) as unique_human_opens, sum(clicks) as clicks,
       count(*) filter (where clicks > 0) as unique_clicks, sum(unsubscribes) as unsubscribes,
       sum(spam_complaints) as spam_complaints, sum(events) as events, count(profile_id) as people, sum(value) as value,
       sum(quantity) as quantity
from by_person
group by 1, 2, 3, 4, 5, 6;
commit;
