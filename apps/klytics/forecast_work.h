// What `klytics forecast` computes of one series: the forecast, its what-if, its errors at earlier times.
#pragma once

#include "forecast_job.h"
#include "forecast_known.h"
#include "forecast_options.h"

namespace klytics::app {

class ForecastWork {
 public:
  /// Both must outlive this.
  ForecastWork(const ForecastOptions& options, const KnownDays& known) : options_(options), known_(known) {}

  /// Gives the job its columns: once, before anything else is asked of it. May put an error into the job.
  void complete(ForecastJob& job) const;
  /// Thread-safe. What is wrong with the series stands in the outcome.
  ForecastOutcome run(const ForecastJob& job) const;
  /// How the plan would have done at earlier times; no errors when the series is too short for one.
  forecast::RollingEvaluation earlier(const ForecastJob& job, const forecast::ForecastPlan& plan) const;

 private:
  void forecast(const ForecastJob& job, ForecastOutcome& outcome) const;
  void judge(const ForecastJob& job, ForecastOutcome& outcome) const;

  const ForecastOptions& options_;
  const KnownDays& known_;
};

}  // namespace klytics::app
