// Keeps fits in the model registry, and takes those from there whose series has not changed.
#pragma once

#include <string>

#include "core/account.h"
#include "forecast/job.h"
#include "forecast/options.h"
#include "storage/model_registry.h"

namespace klytics::app {

class ForecastRecord {
 public:
  /// All must outlive this.
  ForecastRecord(storage::Connection& connection, const Account& account, const ForecastOptions& options);

  /// Whether a fit of the same series with the same settings is there, which predicts what `plan` asks; it is in
  /// `outcome` then.
  bool reuse(const ForecastJob& job, const forecast::ForecastPlan& plan, ForecastOutcome& outcome);
  /// Records a fit. Sets its version and stage.
  void keep(const ForecastJob& job, ForecastOutcome& outcome, Instant now);

 private:
  Instant start_of(const ForecastJob& job, std::int64_t position) const;
  std::string predictions_json(const ForecastJob& job, const forecast::SeriesForecast& forecast) const;

  storage::ModelRegistry registry_;
  const Account& account_;
  const ForecastOptions& options_;
};

/// What was asked for, in words: "auto", "ets, period 7, holidays GB". Versions of the same settings succeed each
/// other.
std::string forecast_settings(const ForecastOptions& options);

/// Leaves the first `levels` intervals and `steps` steps of a forecast.
void cut_forecast(forecast::SeriesForecast& forecast, std::size_t steps, std::size_t levels);

}  // namespace klytics::app
