#include "presentation/render/metric_analysis.h"

#include <algorithm>
#include <cmath>

#include "analytics/decomposition/mstl.h"
#include "analytics/series/time_series.h"

namespace klytics::presentation {
namespace {

constexpr int kWeek = 7;
constexpr std::size_t kShortestForTrend = 4;  // a local regression through fewer values is the values

// Dropped and filled in as series::complete() does; nothing is left of a history without any value.
void complete(MetricAnalysis& metric, std::vector<double> values) {
  const auto known = [](double value) { return std::isfinite(value); };
  if (std::none_of(values.begin(), values.end(), known)) return;
  series::TimeSeries history;
  history.values = std::move(values);
  series::CompleteSeries whole = series::complete(history, kWeek);
  metric.first += std::chrono::days{static_cast<int>(whole.first)};
  metric.values = std::move(whole.values);
  metric.observed = std::move(whole.observed);
}

void decompose(MetricAnalysis& metric) {
  const std::size_t count = metric.values.size();
  metric.trend = metric.values;
  metric.seasonal.assign(count, 0);
  metric.residual.assign(count, 0);
  if (count < kShortestForTrend) return;
  constexpr int kPeriods[] = {kWeek};
  decomposition::MultipleDecomposition parts = decomposition::mstl(metric.values, kPeriods);
  metric.trend = std::move(parts.trend);
  metric.residual = std::move(parts.remainder);
  if (!parts.seasonal.empty()) metric.seasonal = std::move(parts.seasonal.front());
}

}  // namespace

MetricAnalysis analyse_metric(std::string id, MetricNature nature, Date first, std::vector<double> values) {
  MetricAnalysis metric;
  metric.id = std::move(id);
  metric.nature = nature;
  metric.first = first;
  complete(metric, std::move(values));
  decompose(metric);
  return metric;
}

}  // namespace klytics::presentation
