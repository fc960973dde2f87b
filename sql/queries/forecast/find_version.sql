-- A version of a forecast by number; without a number the active one, else the newest.
-- $1 account id; $2 metric; $3 interval; $4 version or null
-- Grain: one row, or none.
select model_id, version, stage, kind, parameters, measures, settings, training_from, training_to, data_fingerprint,
       code_version, created_at, staged_at
from forecast_models
where account_id = $1 and metric = $2 and interval = $3 and settings <> '' and ($4::integer is null or version = $4::integer)
order by (stage = 'active') desc, version desc
limit 1
