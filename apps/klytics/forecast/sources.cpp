#include "forecast/sources.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.h"
#include "processing/metric_series.h"

namespace klytics::app {
namespace {

using forecast::TimeAxis;
using forecast::TimeKind;

constexpr std::int64_t kSecondsPerHour = 3600;

/// Between two rows a regressor is the one before: most are prices and states.
void fill_forward(std::vector<double>& values) {
  for (std::size_t i = 1; i < values.size(); ++i)
    if (std::isnan(values[i])) values[i] = values[i - 1];
}

class MetricReader {
 public:
  MetricReader(storage::Connection& connection, const Account& account, const Settings& settings,
               MetricInterval interval, Instant now)
      : connection_(connection),
        account_(account),
        custom_(settings.metrics),
        interval_(interval),
        zone_(account.timezone),
        now_(now) {}

  processing::MetricSeries read(const std::string& metric) {
    auto series = processing::read_metric_series(connection_, account_, custom_, {metric, interval_, {}, {}});
    std::erase_if(series.points,
                  [&](const auto& point) { return !processing::has_ended(point, interval_, zone_, now_); });
    return series;
  }

  ForecastJob job(const std::string& metric, const std::vector<std::string>& regressors) {
    const processing::MetricSeries series = read(metric);
    ForecastJob job;
    job.series.name = series.metric;
    job.title = series.title;
    job.nature = series.nature;
    if (series.points.empty()) {
      job.error = fmt::format("no observation: no {} with data has ended", to_string(interval_));
      return job;
    }
    job.series.axis = axis_of(series);
    if (interval_ == MetricInterval::kHour) job.series.zone = account_.timezone;
    for (const processing::MetricPoint& point : series.points)
      job.series.values.push_back(point.value.value_or(std::numeric_limits<double>::quiet_NaN()));
    for (const std::string& regressor : regressors)
      job.series.columns.push_back({regressor, aligned(regressor, series)});
    return job;
  }

 private:
  /// The values of a regressor at the steps of a metric, as many as there are up to the regressor's end. What is
  /// counted was 0 before it was first counted.
  std::vector<double> aligned(const std::string& name, const processing::MetricSeries& explained) {
    const processing::MetricSeries series = read(name);
    if (series.metric == explained.metric)
      throw Error(ErrorKind::kUsage, fmt::format("--columns: {} cannot explain itself", name));
    const Instant from = explained.points.front().start;
    const std::size_t steps = explained.points.size();
    const bool is_flow = series.nature == MetricNature::kCount || series.nature == MetricNature::kMoney;
    std::vector<double> values;
    for (const processing::MetricPoint& point : series.points)
      if (point.start >= from) {
        if (!point.value) missing(name, point.day);
        values.push_back(*point.value);
      }
    const bool begins_later = series.points.empty() || series.points.front().start > from;
    if (begins_later && !is_flow)
      missing(name, series.points.empty() ? zone_.local_date(from) : series.points.front().day - std::chrono::days(1));
    if (begins_later && values.size() < steps) values.insert(values.begin(), steps - values.size(), 0.0);
    return values;
  }

  [[noreturn]] static void missing(const std::string& name, Date day) {
    throw Error(ErrorKind::kBadData, fmt::format("{} is not known at {}", name, to_string(day)),
                "a known regressor needs a value at every step");
  }

  storage::Connection& connection_;
  const Account& account_;
  CustomMetrics custom_;
  MetricInterval interval_;
  TimeZone zone_;
  Instant now_;
};

/// What the dashboard asks for, as far as it is known by the interval.
std::vector<std::string> dashboard_metrics(storage::Connection& connection, const Account& account,
                                           const Settings& settings, MetricInterval interval) {
  std::vector<std::string> names{"revenue", "orders", "customers"};
  if (interval != MetricInterval::kHour) names.emplace_back("subscribers");
  for (const auto& metric : processing::list_metrics(connection, account, CustomMetrics(settings.metrics)))
    if (metric.kind == processing::MetricListing::Kind::kKlaviyo && metric.has_data)
      names.push_back("[" + metric.metric + "]");
  return names;
}

}  // namespace

forecast::TimeAxis axis_of(const processing::MetricSeries& series) {
  const std::int64_t first_day = series.points.front().day.time_since_epoch().count();
  switch (series.interval) {
    case MetricInterval::kHour: {
      const auto first = std::chrono::floor<std::chrono::seconds>(series.points.front().start.time_since_epoch());
      return {TimeKind::kInstant, first.count(), kSecondsPerHour, false, false};
    }
    case MetricInterval::kDay:
      return {TimeKind::kDate, first_day, 1, false, false};
    case MetricInterval::kWeek:
      return {TimeKind::kDate, first_day, 7, false, false};
    case MetricInterval::kMonth:
      break;
  }
  return {TimeKind::kDate, first_day, 1, true, false};
}

FileSeries::FileSeries(const ForecastOptions& options)
    : reader_(options.file.input, options.file.parsed_columns(options.parsed_regressors())),
      regressors_(options.parsed_regressors()) {}

bool FileSeries::next(ForecastJob& job) {
  SeriesRows rows;
  if (!reader_.next(rows)) return false;
  job = {};
  job.series.name = job.title = rows.name;
  PlacedSeries placed = place(rows);
  job.error = std::move(placed.error);
  if (!job.error.empty()) return true;
  job.series.axis = placed.axis;
  job.series.values = std::move(placed.values);
  for (std::size_t i = 0; i < regressors_.size(); ++i) {
    job.series.columns.push_back({regressors_[i], std::move(placed.regressors[i])});
    fill_forward(job.series.columns.back().values);
  }
  job.series.values.resize(static_cast<std::size_t>(job.series.size()));
  if (job.series.values.empty()) job.error = fmt::format("series from line {}: no observation", rows.line);
  return true;
}

std::vector<std::string> parts_of(const std::string& metric, const std::string& split) {
  std::vector<std::string> parts;
  const BaseMetric* whole = find_base_metric(metric);
  if (whole == nullptr || !whole->channel.empty() || !whole->origin.empty()) return parts;
  for (const BaseMetric& part : base_metrics()) {
    if (part.column != whole->column || part.source != whole->source || part.name == metric) continue;
    if (split == "channel" ? !part.channel.empty() : !part.origin.empty()) parts.push_back(part.name);
  }
  return parts;
}

std::vector<ForecastJob> read_metrics(storage::Connection& connection, const Account& account, const Settings& settings,
                                      const ForecastOptions& options, Instant now,
                                      const std::function<void(std::size_t)>& tick) {
  const std::vector<std::string> asked =
      options.all ? dashboard_metrics(connection, account, settings, options.parsed_interval()) : options.all_metrics();
  std::vector<std::string> names;
  const auto add_name = [&](const std::string& name) {
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  };
  for (const std::string& metric : asked) {
    add_name(metric);
    if (options.split.empty()) continue;
    const std::vector<std::string> parts = parts_of(metric, options.split);
    if (parts.empty())
      throw Error(ErrorKind::kUsage, fmt::format("{} has no parts by {}", metric, options.split),
                  "revenue, orders, customers and what happens to messages have");
    std::ranges::for_each(parts, add_name);
  }
  MetricReader reader(connection, account, settings, options.parsed_interval(), now);
  std::vector<ForecastJob> jobs;
  std::size_t whole = 0;  // of the parts that follow
  std::size_t done = 0;
  for (const std::string& name : names) {
    tick(done++);
    ForecastJob job = reader.job(name, options.parsed_regressors());
    if (options.all && !job.error.empty()) continue;
    if (std::ranges::count(asked, name) > 0) {
      whole = jobs.size();
    } else if (!job.error.empty()) {  // a channel that was never used is no part
      jobs[whole].notes.push_back("no " + name);
      continue;
    }
    if (std::ranges::none_of(jobs, [&](const ForecastJob& other) { return other.series.name == job.series.name; }))
      jobs.push_back(std::move(job));
  }
  return jobs;
}

}  // namespace klytics::app
