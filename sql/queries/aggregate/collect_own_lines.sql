-- Fills aggregate_lines from the events of the orders that no event of a product metric names.
-- $1 account id, $2 conversion metric.
insert into aggregate_lines (order_id, profile_id, day, worth, rank, id, name, quantity, revenue)
with order_events as (
  select o.order_id, o.profile_id, o.day, case when o.foreign_amount is null then 1 else o.rate end as worth, e.raw
  from aggregate_orders o
  join events e on e.account_id = $1 and e.occurred_at = o.occurred_at and e.event_id = o.event_id and e.metric_id = $2
)
select e.order_id, e.profile_id, e.day, e.worth, l.rank, p.id, p.name, p.quantity, p.revenue
from order_events e
cross join lateral (
  select readable_json(e.raw) #> '{attributes,event_properties}' as properties offset 0  -- read once an event
) as told
cross join lateral order_lines(told.properties) as l
cross join lateral product_line(l.line) as p
where not exists (select 1 from aggregate_lines a where a.order_id = e.order_id and a.profile_id = e.profile_id);
