-- What the models expected and when they said so, for spreadsheets.
-- $1 account id
-- Grain: one row per model, time of the forecast and step. A cursor named "rows": see fetch.
declare rows no scroll cursor for
select m.metric, m.interval, m.version, m.kind, m.stage, p.made_at, p.time, p.step, p.mean, (p.quantiles ->> 'lo_80')::numeric as low_80,
       (p.quantiles ->> 'hi_80')::numeric as high_80, (p.quantiles ->> 'lo_95')::numeric as low_95,
       (p.quantiles ->> 'hi_95')::numeric as high_95
from forecast_predictions p
join forecast_models m on m.model_id = p.model_id
where m.account_id = $1
order by m.metric, m.interval, m.version, p.made_at, p.step
