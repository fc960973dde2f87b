-- Revenue or orders of intervals of days.
-- $1 account id; $2 first days of the intervals and the day after the last (array of local days, ascending)
-- $3 channel, $4 source ('' for all); $5 "revenue" or "orders"
-- Grain: one row per interval with an order, numbered from 1. Money in the account's currency.
select width_bucket(day, $2::date[]), sum(case $5 when 'revenue' then revenue when 'orders' then orders end)
from fact_revenue
where account_id = $1 and $3 in ('', channel) and $4 in ('', source)
  and day >= ($2::date[])[1] and day < ($2::date[])[array_upper($2::date[], 1)]
group by 1
order by 1
