#include "processing/live_accuracy.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "core/error.h"
#include "processing/metric_series.h"

namespace klytics::processing {
namespace {

using std::chrono::days;
using storage::Connection;
using storage::Rows;

constexpr double kDrift = 2;  // times the error of the backtest; see check_forecasts()

struct Window {
  days length;
  int fewest;  // times
};

Window window_of(MetricInterval interval) {
  switch (interval) {
    case MetricInterval::kHour:
      return {days(7), 48};
    case MetricInterval::kDay:
      return {days(28), 7};
    case MetricInterval::kWeek:
      return {days(56), 4};
    case MetricInterval::kMonth:
      break;
  }
  return {days(366), 3};
}

Instant instant_of(const Rows& rows, std::size_t row, std::size_t column) {
  const auto instant = parse_instant(rows.text(row, column));
  if (!instant) throw Error(ErrorKind::kInternal, "the database returned a time that cannot be read");
  return *instant;
}

/// The values of complete intervals from `first` on.
std::vector<MetricPoint> actuals(Connection& connection, const Account& account, const CustomMetrics& custom,
                                 const std::string& metric, MetricInterval interval, Instant first, Instant now) {
  const TimeZone zone(account.timezone);
  MetricSeries series =
      read_metric_series(connection, account, custom, {metric, interval, zone.local_date(first), std::nullopt});
  std::erase_if(series.points, [&](const MetricPoint& point) {
    return !point.value || point.start < first || !has_ended(point, interval, zone, now);
  });
  return series.points;
}

/// "[{"time": ..., "value": ...}, ...]".
std::string json_of(const std::vector<MetricPoint>& points) {
  std::string text;
  for (const MetricPoint& point : points)
    text +=
        fmt::format(R"({}{{"time":"{}","value":{}}})", text.empty() ? "[" : ",", to_string(point.start), *point.value);
  return text + "]";
}

std::string optional_json(const Rows& rows, std::size_t column) {
  return rows.is_null(0, column) ? "null" : fmt::format("{}", rows.number(0, column));
}

std::optional<LiveCheck> check(Connection& connection, const std::string& account_id, const std::string& metric,
                               MetricInterval interval, Instant last) {
  const Window window = window_of(interval);
  const std::string interval_text(to_string(interval));
  const Rows rows = connection.query("queries/forecast/live_errors",
                                     {account_id, metric, interval_text, to_string(last - window.length)});
  if (rows.empty() || rows.integer(0, 4) == 0) return std::nullopt;
  LiveCheck result{
      metric, interval, rows.integer(0, 1), static_cast<int>(rows.integer(0, 4)), rows.number(0, 5), rows.number(0, 6),
      false};
  result.drifted = result.points >= window.fewest && result.error > kDrift * result.expected;
  const std::string ratio = result.expected > 0 ? fmt::format("{}", result.error / result.expected) : "null";
  connection.query(
      "queries/forecast/record_check",
      {account_id, rows.integer(0, 0), std::string(rows.text(0, 2)), std::string(rows.text(0, 3)), rows.integer(0, 4),
       fmt::format(R"({{"mae":{},"backtest_mae":{},"ratio":{},"bias":{},"coverage_80":{},"coverage_95":{}}})",
                   result.error, result.expected, ratio, optional_json(rows, 7), optional_json(rows, 8),
                   optional_json(rows, 9)),
       result.drifted});
  if (result.drifted) connection.query("queries/forecast/set_stage", {rows.integer(0, 0), "candidate"});
  return result;
}

}  // namespace

std::vector<LiveCheck> check_forecasts(Connection& connection, const Account& account, const CustomMetrics& custom,
                                       Instant now) {
  std::vector<LiveCheck> checks;
  const Rows open = connection.query("queries/forecast/open_predictions", {account.id, to_string(now)});
  for (std::size_t row = 0; row < open.size(); ++row) {
    const std::string metric(open.text(row, 0));
    const auto interval = parse_interval(open.text(row, 1));
    if (!interval) continue;
    std::vector<MetricPoint> happened;
    try {
      happened = actuals(connection, account, custom, metric, *interval, instant_of(open, row, 2), now);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::kUsage) throw;  // a custom metric that is no longer defined
    }
    if (happened.empty()) continue;
    connection.transaction([&] {
      connection.query("queries/forecast/lock", {account.id});
      const Rows changed = connection.query("queries/forecast/set_actuals",
                                            {account.id, metric, std::string(to_string(*interval)), json_of(happened)});
      if (changed.affected() == 0) return;
      if (auto result = check(connection, account.id, metric, *interval, happened.back().start))
        checks.push_back(std::move(*result));
    });
  }
  return checks;
}

}  // namespace klytics::processing
