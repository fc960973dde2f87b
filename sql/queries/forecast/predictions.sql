-- What a version said, with what happened where that is known.
-- $1 model id
-- Grain: one row per step.
select step, time, mean, quantiles, actual
from forecast_predictions
where model_id = $1::bigint
order by step
