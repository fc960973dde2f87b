// What `klytics forecast` computes of one series: the forecast, its what-if, its errors at earlier times.
#pragma once

#include "forecast/job.h"
#include "forecast/known.h"
#include "forecast/options.h"

namespace klytics::app {

class ForecastWork {
 public:
  /// Both must outlive this.
  ForecastWork(const ForecastOptions& options, const KnownDays& known) : options_(options), known_(known) {}

  /// What is asked of a single model: by the options, but of metrics at least the usual horizon, so that every view
  /// shows the same forecast; with `recorded` also the levels that the registry keeps, those asked for first.
  forecast::ForecastPlan plan(bool recorded) const;

  /// Gives the job its columns: once, before anything else is asked of it. May put an error into the job.
  void complete(ForecastJob& job) const;
  /// Thread-safe. What is wrong with the series stands in the outcome. A fit to be recorded is also measured at earlier
  /// times.
  ForecastOutcome run(const ForecastJob& job, bool recorded = false) const;
  /// Thread-safe. Adds the errors at earlier times to what run() or the registry gave.
  void measure(const ForecastJob& job, bool recorded, ForecastOutcome& outcome) const;

 private:
  void forecast(const ForecastJob& job, bool recorded, ForecastOutcome& outcome) const;
  void refuse_late_goal(const ForecastJob& job) const;
  void judge(const ForecastJob& job, ForecastOutcome& outcome) const;

  const ForecastOptions& options_;
  const KnownDays& known_;
};

}  // namespace klytics::app
