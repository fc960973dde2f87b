-- What happened to forms in intervals of days.
-- $1 account id; $2 first days of the intervals and the day after the last (array of local days, ascending)
-- $3 "views", "submissions" or "conversions"
-- Grain: one row per interval with a view or a submission, numbered from 1.
select width_bucket(day, $2::date[]),
       sum(case $3 when 'views' then views when 'submissions' then submissions when 'conversions' then conversions end)
from fact_forms
where account_id = $1 and day >= ($2::date[])[1] and day < ($2::date[])[array_upper($2::date[], 1)]
group by 1
order by 1
