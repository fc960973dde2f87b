-- Records a fit as the next version.
-- $1 account id; $2 metric; $3 interval; $4 kind (what was chosen); $5 parameters, JSON
-- $6, $7 first instant of the data and the one at which they end; $8 fingerprint of the data; $9 version of the program
-- $10 measures, JSON; $11 settings; $12 stage
-- Grain: one inserted row; returns its id and version.
insert into forecast_models (account_id, metric, interval, version, kind, parameters, training_from, training_to,
                             data_fingerprint, code_version, measures, settings, stage)
select $1, $2, $3, coalesce(max(version), 0) + 1, $4, $5::jsonb, $6::timestamptz, $7::timestamptz, $8, $9, $10::jsonb, $11,
       $12
from forecast_models
where account_id = $1 and metric = $2 and interval = $3
returning model_id, version
