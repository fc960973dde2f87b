-- Orders of a negative amount.
-- $1 account id
-- Grain: one row: how many, and one of them (null when there is none).
select count(*), min(order_id)
from fact_orders
where account_id = $1 and (amount < 0 or foreign_amount < 0)
