-- Orders in a currency that is not the account's and has no rate: no sum of money contains them.
-- $1 account id
-- Grain: one row: how many, and one of them (null when there is none).
select count(*), min(order_id || ' in ' || currency)
from fact_orders
where account_id = $1 and foreign_amount is not null and rate is null
