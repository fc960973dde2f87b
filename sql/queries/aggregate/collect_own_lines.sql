-- Fills aggregate_lines from the events of the orders that no event of a product metric names.
-- $1 account id, $2 conversion metric.
insert into aggregate_lines (order_id, profile_id, day, worth, rank, id, name, quantity, revenue)
select o.order_id, o.profile_id, o.day, case when o.foreign_amount is null then 1 else o.rate end, l.rank, p.id, p.name,
       p.quantity, p.revenue
from aggregate_orders o
join events e on e.account_id = $1 and e.occurred_at = o.occurred_at and e.event_id = o.event_id and e.metric_id = $2
cross join lateral (
  select readable_json(e.raw) #> '{attributes,event_properties}' as properties offset 0  -- read once an event
) as told
cross join lateral order_lines(told.properties) as l
cross join lateral product_line(l.line) as p
where not exists (select from aggregate_lines a where a.order_id = o.order_id and a.profile_id = o.profile_id);
