-- People who ordered in intervals of days, each once an interval.
-- $1 account id; $2 first days of the intervals and the day after the last (array of local days, ascending)
-- $3 channel, $4 source ('' for all); $5 "customers", or "new_customers" for those whose first order it was
-- Grain: one row per interval with such an order, numbered from 1.
select width_bucket(day, $2::date[]), count(distinct profile_id)
from fact_orders
where account_id = $1 and $3 in ('', channel) and $4 in ('', source)
  and profile_id <> '' and (foreign_amount is null or rate is not null) and ($5 = 'customers' or order_number = 1)
  and day >= ($2::date[])[1] and day < ($2::date[])[array_upper($2::date[], 1)]
group by 1
order by 1
