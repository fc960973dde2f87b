-- Records a check of forecasts against what happened.
-- $1 account id; $2 model id; $3, $4 first and last time checked; $5 times; $6 measures, JSON; $7 whether the model has drifted
-- Grain: one inserted row.
insert into model_performance (account_id, model_id, measured_at, window_from, window_to, points, measures, drift)
values ($1, $2::bigint, clock_timestamp(), $3::timestamptz, $4::timestamptz, $5::integer, $6::jsonb, $7::boolean)
