// `klytics forecast METRIC...`: forecasts from the database, and what is said and counted of any series.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "context.h"
#include "forecast/job.h"
#include "forecast/options.h"
#include "forecast/printer.h"
#include "forecast/work.h"
#include "processing/live_accuracy.h"

namespace klytics::app {

struct ForecastCount {
  std::size_t done = 0, failed = 0;
};

/// Says on stderr what was wrong with each series and, unless the result shows it, what was found in it; counts. Throws
/// what was no fault of a series.
void report(Context& context, std::span<const ForecastJob> jobs, std::span<const ForecastOutcome> outcomes,
            bool shows_notes, ForecastCount& count);

/// One line on a terminal while work takes longer than a second.
class ForecastProgress {
 public:
  /// `all` series; 0 when nobody knows how many.
  explicit ForecastProgress(Context& context, std::string_view work = "forecasting", std::size_t all = 0)
      : context_(context), start_(context.now()), work_(work), all_(all) {}
  void show(std::size_t done);
  void clear() { context_.log.end_progress(); }

 private:
  Context& context_;
  Instant start_;
  std::string_view work_;
  std::size_t all_;
};

/// Warns of every model that a check has taken out of use.
void say_drift(Context& context, const std::vector<processing::LiveCheck>& checks);

/// Reads the metrics, forecasts them, keeps the fits in the registry, reconciles parts with their whole, and prints.
ForecastCount forecast_metrics(Context& context, const ForecastOptions& options, const ForecastWork& work,
                               ForecastPrinter& printer);

}  // namespace klytics::app
