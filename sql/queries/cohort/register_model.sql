-- Records a fitted model of customer value as the next version of its kind of figure.
-- $1 account id; $2 interval (the unit of time: day or week); $3 kind (bg-nbd, ...); $4 parameters, JSON
-- $5, $6 first instant of the first day of the data and of the day after the last; $7 SHA-256 of the histories
-- $8 version of the program; $9 measures, JSON
-- Grain: one inserted row; returns its version.
insert into forecast_models (account_id, metric, interval, version, kind, parameters, training_from, training_to,
                             data_fingerprint, code_version, measures)
select $1, 'customer_value', $2, coalesce(max(version), 0) + 1, $3, $4::jsonb, $5::timestamptz, $6::timestamptz, $7, $8,
       $9::jsonb
from forecast_models
where account_id = $1 and metric = 'customer_value' and interval = $2
returning version
