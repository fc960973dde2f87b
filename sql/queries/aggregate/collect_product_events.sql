-- Fills aggregate_lines from the events of product metrics that name an order in aggregate_orders.
-- $1 account id, $2 whether of everybody.
insert into aggregate_lines (order_id, profile_id, day, worth, rank, id, name, quantity, revenue)
with product_metrics as (
  select metric_id from aggregate_metrics where role = 'product'
), product_events as (
  select e.profile_id, e.unique_id, e.value, e.raw
  from events e
  join product_metrics m on m.metric_id = e.metric_id
  where $2 and e.account_id = $1 and e.profile_id is not null
  union all
  select e.profile_id, e.unique_id, e.value, e.raw
  from aggregate_people p
  join events e on e.account_id = $1 and e.profile_id = p.profile_id
  join product_metrics m on m.metric_id = e.metric_id
  where not $2
)
select o.order_id, o.profile_id, o.day, case when o.foreign_amount is null then 1 else o.rate end, 1, p.id, p.name,
       p.quantity, e.value::text
from product_events e
cross join lateral (
  select readable_json(e.raw) #> '{attributes,event_properties}' as properties offset 0  -- read once an event
) as told
cross join lateral product_line(told.properties) as p
join aggregate_orders o
  on o.profile_id = e.profile_id and o.order_id = coalesce(p.order_id, split_part(e.unique_id, ':', 1));
