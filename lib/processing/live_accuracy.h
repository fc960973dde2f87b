// Holds forecasts against what happened, as soon as it has happened, and takes models out of use that have drifted.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/account.h"
#include "core/custom_metrics.h"
#include "core/metric_interval.h"
#include "core/time.h"
#include "storage/postgres/connection.h"

namespace klytics::processing {

/// A check of an active version, which is recorded in model_performance.
struct LiveCheck {
  std::string metric;
  MetricInterval interval = MetricInterval::kDay;
  std::int64_t version = 0;
  int points = 0;        // times checked
  double error = 0;      // mean absolute error
  double expected = 0;   // the same at the version's backtest
  bool drifted = false;  // the version was active and is a candidate now
};

/// Fills in the actual values of all predictions whose interval had ended at `now` and is complete in the facts, and
/// for every metric of which there are new ones checks the active version together with those of the same settings that
/// it succeeded: over the last 7 days of hours, 28 days, 8 weeks or 12 months. A model drifts when its mean absolute
/// error is more than twice that of its backtest over enough times: 48 hours, 7 days, 4 weeks, 3 months. (At a factor
/// of two, seven days with the usual spread of errors are about two and a half standard errors.) In the order of the
/// metrics.
std::vector<LiveCheck> check_forecasts(storage::Connection& connection, const Account& account,
                                       const CustomMetrics& custom, Instant now);

}  // namespace klytics::processing
