-- The hand-written pass over the same events that a full rebuild is measured against. By local day, metric, message, flow,
-- form and product: events, distinct people, sum of values and of quantities - from which revenue, orders, customers,
-- deliveries, opens, unique opens and clicks of each message and day, forms and products follow; without attribution,
-- without putting opens on the day of the receipt, without numbering orders and without an order's own row.
begin;
set local work_mem = '256MB';
set local jit = off;
create temp table passed on commit drop as
select day, metric_id, message_id, flow_id, form_id, properties ->> 'ProductName' as product, count(*) as events,
       count(distinct profile_id) as people, sum(value) as value, sum((properties ->> 'Quantity')::numeric) as quantity
from (
  select (occurred_at at time zone 'Europe/London')::date as day, metric_id, message_id, flow_id, form_id, profile_id, value,
         case when metric_id = 'ORDERD' then raw #> '{attributes,event_properties}' end as properties
  from events
  where account_id = 'bench'
) as e
group by 1, 2, 3, 4, 5, 6;
commit;
