#include "analyze/source.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cmath>
#include <limits>

#include "core/error.h"
#include "forecast/sources.h"
#include "processing/metric_series.h"
#include "storage/account.h"

namespace klytics::app {
namespace {

using series::TimeSeries;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();  // of a metric without a value

MetricNature parse_nature(const std::string& text) {
  if (text == "count") return MetricNature::kCount;
  if (text == "money") return MetricNature::kMoney;
  if (text == "level") return MetricNature::kLevel;
  if (text == "ratio") return MetricNature::kRatio;
  throw Error(ErrorKind::kUsage, "unknown nature: " + text, "count, money, level or ratio");
}

LoadedSeries from_metric(const processing::MetricSeries& metric) {
  LoadedSeries loaded{{.name = metric.metric, .nature = metric.nature, .axis = {}, .values = {}}, {}};
  for (const processing::MetricPoint& point : metric.points)
    loaded.series.values.push_back(point.value.value_or(kMissing));
  if (metric.points.empty())
    loaded.error = fmt::format("there is no {} with data", to_string(metric.interval));
  else
    loaded.series.axis = axis_of(metric);
  return loaded;
}

LoadedSeries from_rows(const SeriesRows& rows, MetricNature nature) {
  PlacedSeries placed = place(rows);
  LoadedSeries loaded{{.name = rows.name, .nature = nature, .axis = placed.axis, .values = std::move(placed.values)},
                      std::move(placed.error)};
  if (loaded.error.empty()) series::fill_by_nature(loaded.series);
  return loaded;
}

}  // namespace

void SeriesSource::add_options(CLI::App& app) {
  app.add_option("metric", metrics, "Metrics of the database; klytics analyze metrics lists them")->type_name("METRIC");
  app.add_option("--interval", interval, "hour, day, week or month")->type_name("INTERVAL")->capture_default_str();
  app.add_option("--from", from, "First local day (default: the first with data)")->type_name("DATE");
  app.add_option("--to", to, "Last local day (default: the last complete one)")->type_name("DATE");
  file.add_options(app);
  app.add_option("--nature", nature, "What the values of a file are: count or money (0 where missing), level or ratio")
      ->type_name("NATURE")
      ->capture_default_str();
}

void SeriesSource::validate(std::string_view action) const {
  parsed_interval();
  parse_nature(nature);
  const std::optional<Date> first = parsed_day("--from", from), last = parsed_day("--to", to);
  if (first && last && *last < *first) throw Error(ErrorKind::kUsage, "--to is before --from");
  if (from_file() && !metrics.empty())
    throw Error(ErrorKind::kUsage, "--input reads a file: a metric is of the database", "leave one of them out");
  if (from_file() && (interval != "day" || first || last))
    throw Error(ErrorKind::kUsage, "--interval, --from and --to choose from the database: not with --input");
  if (from_file()) return file.validate();
  if (metrics.empty())
    throw Error(ErrorKind::kUsage, fmt::format("klytics analyze {} needs a metric, or --input FILE", action),
                "klytics analyze metrics lists them");
  file.validate();
}

MetricInterval SeriesSource::parsed_interval() const {
  const std::optional<MetricInterval> parsed = parse_interval(interval);
  if (!parsed)
    throw Error(ErrorKind::kUsage, "unknown interval: " + interval, "the intervals are hour, day, week and month");
  return *parsed;
}

std::optional<Date> SeriesSource::parsed_day(std::string_view option, const std::string& text) const {
  if (text.empty()) return std::nullopt;
  const std::optional<Date> date = parse_date(text);
  if (!date) throw Error(ErrorKind::kUsage, fmt::format("{}: not a date: {}", option, text), "write it as 2026-01-31");
  return date;
}

std::vector<LoadedSeries> load_series(Context& context, const SeriesSource& source) {
  std::vector<LoadedSeries> all;
  if (source.from_file()) {
    SeriesReader reader(source.file.input, source.file.parsed_columns());
    for (SeriesRows rows; reader.next(rows);) all.push_back(from_rows(rows, parse_nature(source.nature)));
    if (all.empty()) throw Error(ErrorKind::kBadData, "no rows to analyse");
    return all;
  }
  storage::Connection connection = context.connect("analyze");
  const Account account = storage::find_account(connection, context.settings.account);
  const CustomMetrics custom(context.settings.metrics);
  connection.transaction([&] {
    connection.query("queries/export/begin_read_only");
    for (const std::string& metric : source.metrics)
      all.push_back(from_metric(
          processing::read_metric_series(connection, account, custom,
                                         {metric, source.parsed_interval(), source.parsed_day("--from", source.from),
                                          source.parsed_day("--to", source.to)})));
  });
  return all;
}

int analyze_each(Context& context, const SeriesSource& source,
                 const std::function<void(const series::TimeSeries&)>& analyze) {
  std::size_t failed = 0;
  for (const LoadedSeries& loaded : load_series(context, source)) try {
      if (!loaded.error.empty()) throw Error(ErrorKind::kBadData, loaded.error);
      analyze(loaded.series);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::kBadData) throw;
      context.log.error(fmt::format("{}: {}", loaded.series.name, error.what()), error.hint());
      ++failed;
    }
  return failed > 0 ? exit_code(ErrorKind::kBadData) : 0;
}

}  // namespace klytics::app
