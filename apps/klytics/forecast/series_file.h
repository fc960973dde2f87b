// Which series of which CSV file: the options of every verb that takes series by --input, and the series themselves.
#pragma once

#include <string>
#include <vector>

#include "analytics/forecast/calendar/time_axis.h"
#include "forecast/input.h"

namespace CLI {
class App;
}

namespace klytics::app {

struct SeriesFile {
  std::string input;      // "-": standard input; empty: the database instead
  SeriesColumns columns;  // without conditions and regressors
  std::vector<std::string> where;

  void add_options(CLI::App& app);
  /// Throws Error(kUsage).
  void validate() const;
  bool is_given() const { return !input.empty(); }
  /// With the conditions, and the regressors as far as the verb knows any.
  SeriesColumns parsed_columns(std::vector<std::string> regressors = {}) const;
};

/// The rows of a series on an axis of even steps; NaN where there is none.
struct PlacedSeries {
  forecast::TimeAxis axis;
  std::vector<double> values;
  std::vector<std::vector<double>> regressors;
  std::string error;  // why the series cannot be used, with the line where it begins
};
PlacedSeries place(const SeriesRows& rows);

}  // namespace klytics::app
