-- What was bought with each order, for spreadsheets.
-- $1 account id
-- Grain: one row per order, person and product. A cursor named "rows": see fetch.
declare rows no scroll cursor for
select f.order_id, f.profile_id, f.product, f.name, f.day, f.quantity, f.revenue
from fact_order_products f
where f.account_id = $1
order by f.day, f.order_id, f.profile_id, f.product
