-- What one flow or campaign brought in intervals of days.
-- $1 account id; $2 first days of the intervals and the day after the last (array of local days, ascending)
-- $3 "flow" or "campaign"; $4 its id; $5 "revenue", "orders", "customers" or "new_customers" (people, each once an interval)
-- Grain: one row per interval with such an order, numbered from 1. Money in the account's currency.
select width_bucket(day, $2::date[]),
       case $5 when 'revenue' then sum(amount) when 'orders' then count(*)
               when 'customers' then count(distinct profile_id) filter (where profile_id <> '')
               when 'new_customers' then count(distinct profile_id) filter (where profile_id <> '' and order_number = 1) end
from fact_orders
where account_id = $1 and case $3 when 'flow' then flow_id else campaign_id end = $4
  and (foreign_amount is null or rate is not null)
  and day >= ($2::date[])[1] and day < ($2::date[])[array_upper($2::date[], 1)]
group by 1
order by 1
