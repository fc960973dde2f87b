-- The versions of the daily forecasts of one metric: what they were fitted to and how they did at earlier times.
-- $1 account id, $2 first day, $3 last day (local dates, both included; they play no part), $4 metric, $5 most rows
-- Grain: one row per version, newest first; "rows_in_all" counts those that the limit leaves out too.
select count(*) over () as rows_in_all, m.version, m.stage, m.kind, m.training_from, m.training_to,
       m.measures->>'mape' as mape, m.measures->>'rmse' as rmse, m.measures->>'mae' as mae, m.measures->>'r2' as r2
from forecast_models m
where m.account_id = $1 and m.metric = $4::text and m.interval = 'day' and coalesce($2, $3) is not null
order by m.version desc
limit $5::integer
