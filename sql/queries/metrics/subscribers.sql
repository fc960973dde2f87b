-- Email subscribers at the end of intervals of days.
-- $1 account id; $2 first days of the intervals and the day after the last (array of local days, ascending)
-- Grain: one row per interval whose last day is known, numbered from 1.
select width_bucket(day, $2::date[]), subscribers
from fact_subscribers
where account_id = $1 and day + 1 = any(($2::date[])[2:])
order by 1
