-- The orders of an account from its facts, in time order, with those that name nobody.
-- $1 account id; $2 currency of the account
-- Grain: one row per order and person. "day" counts local days since 1970-01-01; "counts" is false for a currency
-- without a rate.
select profile_id, day - date '1970-01-01' as day, amount, channel, source, currency = $2 or rate is not null as counts
from fact_orders
where account_id = $1
order by day, occurred_at, order_id, profile_id
