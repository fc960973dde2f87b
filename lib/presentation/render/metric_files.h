// /analytics/<kind>/<metric>: what the whole history of a metric says, cut to a range. Pure.
#pragma once

#include <string>
#include <vector>

#include "core/date_range.h"
#include "presentation/render/metric_analysis.h"

namespace klytics::presentation {

/// {metricId, dateRange, interval, points, totalPoints, downsampledPoints, wasDownsampled}; at most 1,000 points,
/// chosen by largest triangles (Steinarsson 2013). Days without a value are left out.
std::string metric_timeseries(const MetricAnalysis& metric, const DateRange& range);
/// The same with windowSize and decomposition {original, trend, seasonal, residual} in place of the points; all four at
/// the same times.
std::string metric_decomposition(const MetricAnalysis& metric, const DateRange& range);
/// What is unusual in a range, by day, of which the score reaches the threshold (a lasting change of level may be found
/// by less). Valid as long as `metric`.
std::vector<const MetricAnomaly*> anomalies_in(const MetricAnalysis& metric, const DateRange& range);
/// {metricId, dateRange, interval, threshold, lookbackWindow, anomalies, totalPoints, anomalyCount, anomalyPercentage}:
/// anomalies_in() the range, each with what was expected, its kind and a sentence.
std::string metric_anomalies(const MetricAnalysis& metric, const DateRange& range);
/// {metricId, dateRange, interval, embeddingDimension, entropy, interpretation, basis, points}: of the days of the
/// range when they are a hundred or more, else of the history up to its end.
std::string metric_entropy(const MetricAnalysis& metric, const DateRange& range);

}  // namespace klytics::presentation
