-- Records a fitted model of customers or subscribers as the next version of its kind of figure.
-- $1 account id; $2 metric (customer_value, subscribers or list:<id>); $3 interval (the unit of time: day, week or 30d)
-- $4 kind (bg-nbd, sbg, ...); $5 parameters, JSON; $6, $7 first instant of the first day of the data and of the day after
-- the last; $8 SHA-256 of the data; $9 version of the program; $10 measures, JSON
-- Grain: one inserted row; returns its version.
insert into forecast_models (account_id, metric, interval, version, kind, parameters, training_from, training_to,
                             data_fingerprint, code_version, measures)
select $1, $2, $3, coalesce(max(version), 0) + 1, $4, $5::jsonb, $6::timestamptz, $7::timestamptz, $8, $9, $10::jsonb
from forecast_models
where account_id = $1 and metric = $2 and interval = $3
returning version
