-- Daily counts and sums of every metric, for spreadsheets.
-- $1 account id
-- Grain: one row per local day and metric with an event. A cursor named "rows": see fetch.
declare rows no scroll cursor for
select f.day, f.metric_id, m.name, f.events, f.value, f.excluded
from fact_metrics f
left join metrics m on m.account_id = f.account_id and m.metric_id = f.metric_id
where f.account_id = $1
order by f.day, f.metric_id
