-- What the active versions of daily forecasts say of the next 30 days, with their errors at earlier times. A version whose
-- errors are not known (too short a series) is left out, and so are metrics whose names are no file names.
-- $1 account id, $2 time zone, $3 one metric or '' for all
-- Grain: one row per metric and step.
select m.metric, m.kind, m.settings, m.version, (m.training_to at time zone $2)::date - 1 as data_through,
       (m.measures->>'mape')::double precision as mape, (m.measures->>'rmse')::double precision as rmse,
       (m.measures->>'mae')::double precision as mae, (m.measures->>'r2')::double precision as r2,
       (p.time at time zone $2)::date as day, p.mean, (p.quantiles->>'lo_95')::double precision as lower,
       (p.quantiles->>'hi_95')::double precision as upper
from forecast_models m
join forecast_predictions p on p.account_id = m.account_id and p.model_id = m.model_id
where m.account_id = $1 and $3::text in ('', m.metric) and m.stage = 'active' and m.interval = 'day' and p.step <= 30
  and m.metric ~ '^[A-Za-z0-9_]+$' and m.measures->>'mape' is not null and m.measures->>'r2' is not null
order by m.metric, p.step
