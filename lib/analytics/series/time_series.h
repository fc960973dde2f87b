// A named series on evenly spaced times: what the analysis of series looks at.
#pragma once

#include <string>
#include <vector>

#include "analytics/forecast/calendar/time_axis.h"
#include "core/base_metrics.h"

namespace klytics::series {

struct TimeSeries {
  std::string name;
  MetricNature nature = MetricNature::kRatio;
  forecast::TimeAxis axis;
  std::vector<double> values;  // one a step of the axis, oldest first; NaN where there is none

  std::string time(std::size_t position) const { return axis.text(static_cast<std::int64_t>(position)); }
};

/// Gives every missing value what an interval without data has: 0 for counts and money; levels and ratios stay missing.
/// Returns how many were filled. Values before the first observation are left alone: the metric did not exist yet.
int fill_by_nature(TimeSeries& series);

/// A series without gaps, for methods that need one.
struct CompleteSeries {
  std::size_t first = 0;       // position on the axis of the first value
  std::vector<double> values;  // finite
  std::vector<bool> observed;  // false where the value was filled in
  int filled = 0;
};

/// Drops what is missing at both ends and fills the rest from the neighbours and the season (period 1: none). Throws
/// Error(kBadData) without an observation.
CompleteSeries complete(const TimeSeries& series, int period);

/// Throws Error(kBadData) unless the series has at least `least` values, saying for what they are needed.
void require_values(const CompleteSeries& series, std::size_t least, std::string_view purpose);
/// Throws Error(kBadData) when all values are equal.
void require_variation(const CompleteSeries& series, std::string_view purpose);

}  // namespace klytics::series
