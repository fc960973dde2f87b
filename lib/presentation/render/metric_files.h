// /analytics/<kind>/<metric>: what the whole history of a metric says, cut to a range. Pure.
#pragma once

#include <string>

#include "core/date_range.h"
#include "presentation/render/metric_analysis.h"

namespace klytics::presentation {

/// {metricId, dateRange, interval, points, totalPoints, downsampledPoints, wasDownsampled}; at most 1,000 points,
/// chosen by largest triangles (Steinarsson 2013). Days without a value are left out.
std::string metric_timeseries(const MetricAnalysis& metric, const DateRange& range);
/// The same with windowSize and decomposition {original, trend, seasonal, residual} in place of the points; all four at
/// the same times.
std::string metric_decomposition(const MetricAnalysis& metric, const DateRange& range);

}  // namespace klytics::presentation
