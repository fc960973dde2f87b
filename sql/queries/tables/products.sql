-- Daily sales of products, for spreadsheets.
-- $1 account id
-- Grain: one row per local day and product. A cursor named "rows": see fetch.
declare rows no scroll cursor for
select f.day, f.product, f.name, f.quantity, f.revenue, f.orders
from fact_products f
where f.account_id = $1
order by f.day, f.product
