// /analytics/correlation/<metric>/<metric> and /analytics/correlations: which metrics rise and fall together, day by
// day. Pure.
#pragma once

#include <string>
#include <vector>

#include "analytics/series/correlation.h"
#include "core/date_range.h"
#include "presentation/render/metric_analysis.h"

namespace klytics::presentation {

/// Metrics of Klaviyo of which each pair has a file of its own: those with something on the most days. Files grow with
/// the square of it.
inline constexpr std::size_t kMostPaired = 12;

/// Which of the metrics may stand beside any other: the four that every account has, and the kMostPaired of Klaviyo.
/// One flag a metric. A pair has a file when both are, or when one is of the four, or when it is one metric twice.
std::vector<bool> paired_metrics(const std::vector<MetricAnalysis>& metrics);
/// "<metric>/<metric>" of each pair that has a file, in both orders.
std::vector<std::string> paired_ids(const std::vector<MetricAnalysis>& metrics);

/// {metric1Id, metric2Id, dateRange, interval, alignTimestamps, correlation, interpretation, series1Points,
/// series2Points, alignedPoints, pValue} of any two metrics: Pearson's, of the days of the range on which both are
/// known.
std::string metric_correlation(const MetricAnalysis& first, const MetricAnalysis& second, const DateRange& range);

/// Two different metrics of which something can be said on the days of a range.
struct MetricPair {
  std::size_t first, second;  // positions of the metrics, first < second
  series::Correlation correlation;
  double adjusted_p_value;  // when all pairs are one family of tests (Benjamini & Hochberg 1995)

  /// "strong positive correlation", by the adjusted p value.
  std::string interpretation() const;
};
/// In the order of the metrics. The cost grows with the square of how many there are.
std::vector<MetricPair> metric_pairs(const std::vector<MetricAnalysis>& metrics, const DateRange& range);

/// {dateRange, interval, alignTimestamps, metrics [{metricId, name}], matrix, significant}: all pairs as rows and
/// columns of numbers, 0 where nothing can be said; then those whose adjusted p value is significant at 5 %, the
/// strongest first.
std::string correlation_matrix(const std::vector<MetricAnalysis>& metrics, const DateRange& range);

}  // namespace klytics::presentation
