-- Keeps what a version says.
-- $1 account id; $2 model id; $3 when it was said; $4 JSON array of {step, time, mean, quantiles}
-- Grain: one inserted row per step.
insert into forecast_predictions (account_id, model_id, made_at, time, step, mean, quantiles)
select $1, $2::bigint, $3::timestamptz, p.time, p.step, p.mean, p.quantiles
from jsonb_to_recordset($4::jsonb) as p (step integer, time timestamptz, mean double precision, quantiles jsonb)
