-- The events of one metric of Klaviyo.
-- $1 account id, $2 first day, $3 last day (local dates, both included), $4 metric id, $5 most rows
-- Grain: one row per local day with an event, newest first; "rows_in_all" counts those that the limit leaves out too.
select count(*) over () as rows_in_all, f.day, f.metric_id, m.name, f.events, f.value
from fact_metrics f
left join metrics m on m.account_id = f.account_id and m.metric_id = f.metric_id
where f.account_id = $1 and f.metric_id = $4::text and f.day between $2::date and $3::date
order by f.day desc
limit $5::integer
