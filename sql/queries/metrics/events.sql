-- Events of one metric of Klaviyo, or the sum of their values, in intervals of days.
-- $1 account id; $2 first days of the intervals and the day after the last (array of local days, ascending)
-- $3 metric id; $4 "events" or "value"
-- Grain: one row per interval with an event, numbered from 1. Money in the account's currency.
select width_bucket(day, $2::date[]), sum(case $4 when 'events' then events when 'value' then value end)
from fact_metrics
where account_id = $1 and metric_id = $3
  and day >= ($2::date[])[1] and day < ($2::date[])[array_upper($2::date[], 1)]
group by 1
order by 1
