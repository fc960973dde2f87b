// Where the series of `klytics forecast` come from: the rows of a file, or the metrics of the database.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analytics/forecast/calendar/time_axis.h"
#include "context.h"
#include "core/account.h"
#include "forecast/input.h"
#include "forecast/job.h"
#include "forecast/options.h"
#include "processing/metric_series.h"

namespace klytics::app {

/// The series of a file, one after the other.
class FileSeries {
 public:
  explicit FileSeries(const ForecastOptions& options);
  /// False at the end of the file.
  bool next(ForecastJob& job);

 private:
  SeriesReader reader_;
  std::vector<std::string> regressors_;
};

/// The times of a metric's points, of which there is one.
forecast::TimeAxis axis_of(const processing::MetricSeries& series);

/// The metrics asked for, each with the whole intervals that had ended at `now`; what has only begun is no observation.
/// A metric without data becomes a job with an error. With --split a metric is followed by its parts. Throws
/// Error(kUsage) for an unknown metric (with the nearest) and for an interval that one does not have. Calls `tick`
/// before each with how many were read.
std::vector<ForecastJob> read_metrics(storage::Connection& connection, const Account& account, const Settings& settings,
                                      const ForecastOptions& options, Instant now,
                                      const std::function<void(std::size_t)>& tick);

/// The names of the parts of a base metric by channel or source; empty when it has none.
std::vector<std::string> parts_of(const std::string& metric, const std::string& split);

}  // namespace klytics::app
