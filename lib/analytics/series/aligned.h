// Two series on the times that both have.
#pragma once

#include <vector>

#include "analytics/series/time_series.h"

namespace klytics::series {

struct Aligned {
  std::vector<double> first, second;  // by time, from the first to the last that both have; NaN where one has none
};

/// Throws Error(kBadData) when the steps differ or no time is common.
Aligned align(const TimeSeries& first, const TimeSeries& second);

/// What trend and seasons leave of a series, on the same times; NaN where there is no value. Seasons are those that it
/// has.
TimeSeries without_trend(const TimeSeries& series);

}  // namespace klytics::series
