-- What the registry of forecasts needs to reuse a fit, to tell one way of forecasting from another, and to hold predictions
-- against what happened.

alter table forecast_models
  -- What was asked for: the model, the season, what is known beside the series. Versions of the same settings succeed each
  -- other; '' for models of customer value.
  add column settings text not null default '',
  add column staged_at timestamptz not null default now();  -- when it took its stage

alter table forecast_predictions
  add column actual double precision;                       -- what happened; null until the interval has ended
create index forecast_predictions_open on forecast_predictions (account_id, time) where actual is null;

comment on column forecast_models.settings is 'What was asked for; versions of the same settings succeed each other';
comment on column forecast_models.staged_at is 'When it took its stage';
comment on column forecast_predictions.actual is 'What happened; null until the interval has ended';
