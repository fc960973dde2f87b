// What is known beside the observations: holidays, events, regressors and their other future, read from files.
#pragma once

#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "analytics/forecast/calendar/known_events.h"
#include "analytics/forecast/calendar/time_axis.h"
#include "forecast/job.h"
#include "forecast/options.h"

namespace klytics::app {

/// Reads the files that the options name, once, and gives each series its columns.
class KnownDays {
 public:
  /// Throws Error(kInputMissing) and Error(kBadData), with file, line, column and text.
  explicit KnownDays(const ForecastOptions& options);

  bool empty() const { return country_.empty() && events_.empty() && !has_what_if_; }
  /// Appends to the job's columns (its regressors, by position) those of events and holidays as far as the plan's model
  /// looks, goes on with the regressors where they end, and makes the other future. A regressor of unknown future goes
  /// on as one season ago, and the job notes it; so it does when the other future is the same. Throws Error(kUsage) for
  /// times without days, and Error(kBadData) for a time of --what-if that is not forecast.
  void add_to(ForecastJob& job, const forecast::ForecastPlan& plan) const;

 private:
  struct Value {
    forecast::TimePoint time;
    double value;
  };
  void read_what_if(const std::string& path, const ForecastOptions& options);
  void set_other_future(ForecastJob& job, std::vector<forecast::KnownColumn>& columns, int horizon) const;

  std::string country_;
  std::vector<forecast::KnownEvent> events_, what_if_events_;
  std::map<std::string, std::vector<Value>> what_if_values_;  // by regressor
  bool has_what_if_ = false;
};

/// Reads a file of date,name and, when there, lower,upper.
std::vector<forecast::KnownEvent> read_events(const std::string& path);

}  // namespace klytics::app
