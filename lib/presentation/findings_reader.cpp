#include "presentation/findings_reader.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analytics/insights/insights.h"
#include "analytics/series/anomalies.h"
#include "analytics/series/known_days.h"
#include "core/date_range.h"
#include "core/error.h"
#include "processing/daily_facts.h"
#include "processing/metric_series.h"

namespace klytics::presentation {
namespace {

using storage::Connection;

struct UnusualDay {
  Date day;
  double score;
  std::string text;
};

/// What is looked at, as a sentence names it.
struct Watched {
  const char *metric, *name;
};
constexpr Watched kWatched[] = {{"revenue", "Revenue"},
                                {"orders", "The number of orders"},
                                {"customers", "The number of customers"},
                                {"subscribers", "The number of subscribers"},
                                {"form_submissions", "The number of form submissions"}};

series::TimeSeries read_series(Connection& connection, const Account& account, const Watched& watched) {
  const processing::MetricSeries metric = processing::read_metric_series(
      connection, account, CustomMetrics{}, {watched.metric, MetricInterval::kDay, {}, {}});
  series::TimeSeries series{.name = watched.name, .nature = metric.nature, .axis = {}, .values = {}};
  series.axis.kind = forecast::TimeKind::kDate;
  if (!metric.points.empty()) series.axis.first = metric.points.front().day.time_since_epoch().count();
  for (const processing::MetricPoint& point : metric.points)
    series.values.push_back(point.value.value_or(std::numeric_limits<double>::quiet_NaN()));
  return series;
}

/// Two orders where a tenth is usual are no news: a count varies by the root of what is usual at least (Poisson).
bool is_chance_of_few(const series::TimeSeries& one, const series::Anomaly& anomaly, double threshold) {
  return one.nature == MetricNature::kCount && anomaly.kind != series::AnomalyKind::kLevelShift &&
         std::abs(anomaly.value - anomaly.expected) < threshold * std::sqrt(std::fmax(anomaly.expected, 1));
}

void add_unusual_days(const series::TimeSeries& one, const DateRange& range, std::vector<UnusualDay>& days) {
  series::AnomalyOptions options;
  options.known = series::known_days(one.axis, one.values.size(), {});
  const series::Anomalies result = series::find_anomalies(one, options);
  for (const series::Anomaly& anomaly : result.found) {
    const Date day{std::chrono::days(one.axis.first + static_cast<std::int64_t>(anomaly.position))};
    if (range.first <= day && day <= range.last && !is_chance_of_few(one, anomaly, options.threshold))
      days.push_back({day, std::abs(anomaly.score), series::anomaly_text(one, result.periods, anomaly) + "."});
  }
}

}  // namespace

std::optional<std::vector<std::string>> read_insights(Connection& connection, const Account& account,
                                                      const DateRange& range) {
  constexpr int kFewestDays = 7;
  const std::optional<DateRange> data = processing::complete_days(connection, account);
  if (!data) return std::nullopt;
  const DateRange current{range.first, std::min(range.last, data->last)};
  if (current.days() < kFewestDays || previous_period(current).first < data->first) return std::nullopt;
  const DailyFacts facts = processing::read_daily_facts(connection, account, compared_periods(current, *data));
  const std::vector<insights::Measure> measures = insights::measures(facts);
  std::vector<std::string> sentences;
  for (insights::Insight& insight : insights::rank_insights(facts, measures, insights::examine(measures), {}))
    if (!insight.told) sentences.push_back(std::move(insight.text));
  return sentences;
}

std::optional<std::vector<std::string>> read_anomalies(Connection& connection, const Account& account,
                                                       const DateRange& range) {
  constexpr std::size_t kMost = 12;
  if (!processing::complete_days(connection, account)) return std::nullopt;
  std::vector<UnusualDay> days;
  bool looked = false;
  for (const Watched& watched : kWatched) try {
      add_unusual_days(read_series(connection, account, watched), range, days);
      looked = true;
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::kBadData) throw;  // too short or constant: nothing is usual
    }
  if (!looked) return std::nullopt;
  std::ranges::stable_sort(days, std::greater{}, &UnusualDay::score);
  if (days.size() > kMost) days.resize(kMost);
  std::ranges::stable_sort(days, std::greater{}, &UnusualDay::day);
  std::vector<std::string> sentences;
  for (UnusualDay& day : days) sentences.push_back(std::move(day.text));
  return sentences;
}

}  // namespace klytics::presentation
