#include "forecast/series_file.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <limits>
#include <utility>

#include "core/error.h"

namespace klytics::app {

void SeriesFile::add_options(CLI::App& app) {
  app.add_option("--input", input, "CSV file of observations, - for standard input (default: the database)")
      ->type_name("FILE");
  app.add_option("--series", columns.series, "Column of the series' name (default: one series)")->type_name("COLUMN");
  app.add_option("--time", columns.time, "Column of the time")->type_name("COLUMN")->capture_default_str();
  app.add_option("--value", columns.value, "Column of the value")->type_name("COLUMN")->capture_default_str();
  app.add_option("--where", where, "Only rows with COLUMN=VALUE, or != < <= > >=; may be repeated")
      ->type_name("CONDITION")
      ->allow_extra_args(false);
}

void SeriesFile::validate() const {
  for (const std::string& text : where) parse_condition(text);
  if (!is_given() && (!columns.series.empty() || !where.empty()))
    throw Error(ErrorKind::kUsage, "--series and --where choose from a file: they need --input");
}

SeriesColumns SeriesFile::parsed_columns(std::vector<std::string> regressors) const {
  SeriesColumns parsed = columns;
  parsed.regressors = std::move(regressors);
  for (const std::string& text : where) parsed.where.push_back(parse_condition(text));
  return parsed;
}

PlacedSeries place(const SeriesRows& rows) {
  PlacedSeries placed;
  placed.error = rows.error;
  if (!placed.error.empty()) return placed;
  try {
    const forecast::PlacedTimes times = forecast::place_times(rows.times);
    placed.axis = times.axis;
    const auto put = [&](const std::vector<double>& values) {
      std::vector<double> result(static_cast<std::size_t>(times.positions.back()) + 1,
                                 std::numeric_limits<double>::quiet_NaN());
      for (std::size_t i = 0; i < values.size(); ++i) result[static_cast<std::size_t>(times.positions[i])] = values[i];
      return result;
    };
    placed.values = put(rows.values);
    for (const std::vector<double>& regressor : rows.regressors) placed.regressors.push_back(put(regressor));
  } catch (const Error& error) {
    placed.error = fmt::format("series from line {}: {}", rows.line, error.what());
  }
  return placed;
}

}  // namespace klytics::app
