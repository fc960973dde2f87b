-- A fit of the same data with the same settings by the same program, whose predictions are still there.
-- $1 account id; $2 metric; $3 interval; $4 settings; $5 data fingerprint; $6 version of the program; $7 fewest steps
-- Grain: the newest such version, or none.
select m.model_id, m.version, m.stage, m.kind, m.parameters, m.measures
from forecast_models m
where m.account_id = $1 and m.metric = $2 and m.interval = $3 and m.settings = $4 and m.data_fingerprint = $5
  and m.code_version = $6
  and (select count(*) from forecast_predictions p where p.model_id = m.model_id) >= $7::integer
order by m.version desc
limit 1
