#include "presentation/render/metric_analysis.h"

#include <algorithm>
#include <cmath>

#include "analytics/decomposition/mstl.h"
#include "analytics/series/anomalies.h"
#include "analytics/series/known_days.h"
#include "analytics/series/sample_entropy.h"
#include "analytics/series/time_series.h"

namespace klytics::presentation {
namespace {

constexpr std::size_t kShortestForTrend = 4;      // a local regression through fewer values is the values
constexpr std::size_t kShortestForAnomalies = 8;  // fewer have no usual
constexpr std::size_t kShortestForEntropy = 10;
constexpr double kAlike = 0.2;  // standard deviations

bool is_constant(std::span<const double> values) {
  return std::ranges::adjacent_find(values, std::ranges::not_equal_to{}) == values.end();
}

bool has_weeks(std::size_t values) { return values > 2 * std::size_t{kAnalysisWeek}; }

series::TimeSeries series_of(MetricHistory history) {
  series::TimeSeries daily;
  daily.name = history.is_base ? history.id : history.title;
  daily.nature = history.nature;
  daily.axis = {.kind = forecast::TimeKind::kDate, .first = history.first.time_since_epoch().count()};
  daily.values = std::move(history.values);
  return daily;
}

void decompose(MetricAnalysis& metric) {
  const std::size_t count = metric.values.size();
  metric.trend = metric.values;
  metric.seasonal.assign(count, 0);
  metric.residual.assign(count, 0);
  if (count < kShortestForTrend) return;
  constexpr int kPeriods[] = {kAnalysisWeek};
  decomposition::MultipleDecomposition parts = decomposition::mstl(metric.values, kPeriods);
  metric.trend = std::move(parts.trend);
  metric.residual = std::move(parts.remainder);
  if (!parts.seasonal.empty()) metric.seasonal = std::move(parts.seasonal.front());
}

void find_anomalies(MetricAnalysis& metric, const series::TimeSeries& daily) {
  if (metric.values.size() < kShortestForAnomalies || is_constant(metric.values)) return;
  series::AnomalyOptions options{.threshold = kAnomalyThreshold};
  options.seasons.detect = false;
  if (has_weeks(metric.values.size())) options.seasons.periods = {kAnalysisWeek};
  options.known = series::known_days(daily.axis, daily.values.size(), {});
  const series::Anomalies found = series::find_anomalies(daily, options);
  const Date begin{std::chrono::days{static_cast<int>(daily.axis.first)}};
  for (const series::Anomaly& anomaly : found.found)
    metric.anomalies.push_back({begin + std::chrono::days{static_cast<int>(anomaly.position)}, anomaly.value,
                                anomaly.expected, anomaly.score, std::string(series::to_string(anomaly.kind)),
                                series::anomaly_text(daily, found.periods, anomaly)});
}

}  // namespace

MetricAnalysis analyse_metric(MetricHistory history) {
  MetricAnalysis metric;
  metric.id = history.id;
  metric.title = history.title.empty() ? history.id : history.title;
  history.title = metric.title;
  metric.nature = history.nature;
  metric.is_base = history.is_base;
  metric.first = history.first;
  const series::TimeSeries daily = series_of(std::move(history));
  if (std::ranges::none_of(daily.values, [](double value) { return std::isfinite(value); })) return metric;
  series::CompleteSeries whole = series::complete(daily, kAnalysisWeek);
  metric.first += std::chrono::days{static_cast<int>(whole.first)};
  metric.values = std::move(whole.values);
  metric.observed = std::move(whole.observed);
  decompose(metric);
  find_anomalies(metric, daily);
  metric.entropy = daily_entropy(metric.values);
  return metric;
}

std::optional<double> daily_entropy(std::span<const double> values) {
  if (values.size() < kShortestForEntropy) return std::nullopt;
  if (is_constant(values)) return 0;
  return series::sample_entropy(values, kEmbeddingDimension, kAlike * series::standard_deviation(values));
}

}  // namespace klytics::presentation
