// Where the actions of klytics analyze take series from: metrics of the database, or a CSV file.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "analytics/series/time_series.h"
#include "context.h"
#include "core/metric_interval.h"
#include "forecast/series_file.h"

namespace CLI {
class App;
}

namespace klytics::app {

/// A series, or why there is none.
struct LoadedSeries {
  series::TimeSeries series;  // the name is always there
  std::string error;
};

struct SeriesSource {
  std::vector<std::string> metrics;  // of the database
  SeriesFile file;                   // or of a file
  std::string nature = "ratio";
  std::string interval = "day";
  std::string from, to;

  void add_options(CLI::App& app);
  /// Throws Error(kUsage) for options that do not go together or cannot be read.
  void validate(std::string_view action) const;
  bool from_file() const { return file.is_given(); }
  MetricInterval parsed_interval() const;
  std::optional<Date> parsed_day(std::string_view option, const std::string& text) const;
};

/// Reads every series, in the order of the command line or the file. Gaps of counts and money are 0, others NaN. Throws
/// Error(kBadData) when there is none.
std::vector<LoadedSeries> load_series(Context& context, const SeriesSource& source);

/// Runs `analyze` on each series. One that cannot be analysed is named on stderr, and the others go on. Returns the
/// exit code.
int analyze_each(Context& context, const SeriesSource& source,
                 const std::function<void(const series::TimeSeries&)>& analyze);

}  // namespace klytics::app
