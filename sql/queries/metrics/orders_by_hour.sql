-- Revenue, orders or people who ordered, by the hour.
-- $1 account id; $2, $3 the instants between which, the second excluded
-- $4 channel, $5 source ('' for all); $6 "revenue", "orders", "customers" or "new_customers"
-- Grain: one row per hour after $2 with such an order, numbered from 1. Money in the account's currency.
select floor(extract(epoch from occurred_at - $2::timestamptz) / 3600)::bigint + 1,
       case $6 when 'revenue' then sum(amount)
               when 'orders' then count(*)
               else count(distinct nullif(profile_id, '')) end
from fact_orders
where account_id = $1 and $4 in ('', channel) and $5 in ('', source)
  and (foreign_amount is null or rate is not null) and ($6 <> 'new_customers' or order_number = 1)
  and occurred_at >= $2::timestamptz and occurred_at < $3::timestamptz
group by 1
order by 1
