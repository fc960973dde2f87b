-- How a version's forecasts were held against what happened.
-- $1 model id
-- Grain: one row per check, newest first.
select measured_at, window_from, window_to, points, measures, drift
from model_performance
where model_id = $1::bigint
order by measured_at desc
