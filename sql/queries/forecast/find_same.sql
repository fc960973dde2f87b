-- A version in use or a candidate that is a fit of the same data with the same settings by the same program and says the
-- same: what two runs at once find both.
-- $1 account id; $2 metric; $3 interval; $4 settings; $5 data fingerprint; $6 version of the program; $7 JSON array of {step,
-- mean, quantiles}
-- Grain: the newest such version, or none.
select m.model_id, m.version, m.stage, m.kind, m.parameters, m.measures
from forecast_models m
where m.account_id = $1 and m.metric = $2 and m.interval = $3 and m.settings = $4 and m.data_fingerprint = $5
  and m.code_version = $6 and m.stage <> 'retired'
  and (select count(*)
       from jsonb_to_recordset($7::jsonb) as s (step integer, mean double precision, quantiles jsonb)
       join forecast_predictions p on p.model_id = m.model_id and p.step = s.step and p.mean = s.mean
         and p.quantiles = s.quantiles) = jsonb_array_length($7::jsonb)
order by m.version desc
limit 1
