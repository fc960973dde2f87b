-- The model registry.

create table forecast_models (
  model_id    bigint generated always as identity primary key,
  account_id  text not null,
  metric      text not null,                             -- revenue, orders, ..., or a Klaviyo metric id
  interval    text not null,                             -- hour, day, week, month
  version     integer not null,
  kind        text not null,
  parameters  jsonb not null,
  training_from timestamptz not null, training_to timestamptz not null,
  data_fingerprint text not null,
  code_version text not null,
  measures    jsonb not null default '{}',               -- out of sample: mae, rmse, smape, mase, coverage, ...
  stage       text not null default 'candidate',
  created_at  timestamptz not null default now(),
  constraint forecast_models_version unique (account_id, metric, interval, version),
  constraint forecast_models_stage check (stage in ('candidate', 'active', 'retired'))
);
comment on table forecast_models is 'One row per fitted model version';
create unique index forecast_models_active on forecast_models (account_id, metric, interval) where stage = 'active';

create table forecast_predictions (
  account_id text not null,
  model_id   bigint not null references forecast_models on delete cascade,
  made_at    timestamptz not null,
  time       timestamptz not null,                       -- start of the predicted interval
  step       integer not null,                           -- 1 is the first interval after the training data
  mean       double precision not null,
  quantiles  jsonb not null default '{}',                -- "lo_80": number, "hi_80": number, ...
  primary key (model_id, made_at, step)
);
comment on table forecast_predictions is 'One row per model, time of the forecast and step: what was known when';

create table model_performance (
  account_id text not null,
  model_id   bigint not null references forecast_models on delete cascade,
  measured_at timestamptz not null default now(),
  window_from timestamptz not null, window_to timestamptz not null,
  points     integer not null,
  measures   jsonb not null,                             -- live error by the same measures as in forecast_models
  drift      boolean not null default false,
  primary key (model_id, measured_at)
);
comment on table model_performance is 'One row per model and check of its forecasts against what happened';
