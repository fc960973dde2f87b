-- The version of a metric's forecast that is in use.
-- $1 account id; $2 metric; $3 interval
-- Grain: one row, or none.
select model_id, version, stage, kind, parameters, measures, settings, training_to
from forecast_models
where account_id = $1 and metric = $2 and interval = $3 and stage = 'active'
