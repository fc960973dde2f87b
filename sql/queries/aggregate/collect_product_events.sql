-- Fills aggregate_lines from the events of product metrics in aggregate_history that name an order in aggregate_orders.
insert into aggregate_lines (order_id, profile_id, day, worth, rank, id, name, quantity, revenue)
select o.order_id, o.profile_id, o.day, case when o.foreign_amount is null then 1 else o.rate end, 1, p.id, p.name,
       p.quantity, e.value::text
from aggregate_history e
cross join lateral product_line(e.properties) as p
join aggregate_orders o
  on o.profile_id = e.profile_id and o.order_id = coalesce(p.order_id, split_part(e.unique_id, ':', 1))
where e.properties is not null;
