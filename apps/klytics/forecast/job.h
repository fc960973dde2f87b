// One series on its way through `klytics forecast`, and what became of it.
#pragma once

#include <exception>
#include <optional>
#include <string>
#include <vector>

#include "analytics/forecast/evaluation/rolling_origin.h"
#include "analytics/forecast/series_forecast.h"
#include "core/base_metrics.h"
#include "core/time.h"

namespace klytics::app {

struct ForecastJob {
  forecast::ObservedSeries series;
  std::optional<std::vector<forecast::KnownColumn>> what_if;  // in place of the series' columns
  std::string error;                                          // why it cannot be forecast
  std::vector<std::string> notes;                             // what is to be said before the forecast's own
  // Of a metric of the database:
  std::string title;
  MetricNature nature = MetricNature::kMoney;
};

/// A model's rolling-origin evaluation.
struct ModelBacktest {
  std::string model;
  forecast::RollingEvaluation evaluation;
};

struct ForecastOutcome {
  forecast::SeriesForecast forecast;
  std::optional<forecast::SeriesForecast> what_if;
  std::optional<forecast::RollingEvaluation> earlier;  // of the same plan, where it was needed
  std::optional<forecast::RollingEvaluation> naive;    // of the seasonal naive forecast, beside it
  std::optional<double> step_correlation;              // see horizon_total.h
  std::optional<double> rmse;                          // at earlier times; NaN when the series is too short
  std::vector<ModelBacktest> backtests;                // the seasonal naive one first
  std::optional<std::int64_t> version;                 // in the registry
  std::string stage;                                   // of that version
  bool reused = false;                                 // the registry's, not fitted now
  std::string error;
  std::exception_ptr defect;  // what is no fault of the series
};

}  // namespace klytics::app
