-- Notes what happened beside what every version had said of it.
-- $1 account id; $2 metric; $3 interval; $4 JSON array of {time, value}
-- Grain: one changed row per prediction of those times that had no actual value.
update forecast_predictions p
set actual = v.value
from jsonb_to_recordset($4::jsonb) as v (time timestamptz, value double precision), forecast_models m
where m.account_id = $1 and m.metric = $2 and m.interval = $3 and p.account_id = m.account_id and p.model_id = m.model_id
  and p.time = v.time and p.actual is null
