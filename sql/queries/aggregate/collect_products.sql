-- Fills aggregate_products: what the orders in aggregate_orders consist of, by the first of these that names a product:
-- events of a product metric, line items of the order's own event, its items. Quantity and money that are not numbers are
-- not known.
-- $1 account id.
insert into aggregate_products (account_id, order_id, profile_id, product, name, day, quantity, revenue)
select $1, order_id, profile_id, coalesce(id, name), coalesce(max(name), ''), min(day), sum(amount_or_null(quantity)),
       sum(amount_or_null(revenue) * worth)
from (select *, min(rank) over (partition by order_id, profile_id) as best_rank from aggregate_lines) as lines
where rank = best_rank
group by order_id, profile_id, coalesce(id, name);
