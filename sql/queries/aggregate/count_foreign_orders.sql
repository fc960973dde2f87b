-- Orders in a currency without a rate, which no sum of money contains.
-- $1 account id. Grain: one row per currency: currency, orders, amount.
select currency, count(*), sum(foreign_amount)
from fact_orders
where account_id = $1 and foreign_amount is not null and rate is null
group by currency
order by currency;
