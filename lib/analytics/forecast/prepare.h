// From observations with gaps to the complete history that models need, and the season to assume.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "analytics/forecast/series.h"

namespace klytics::forecast {

struct PreparedSeries {
  std::vector<double> values;  // finite, without gaps
  int gaps_filled = 0;
  int leading_zeros_dropped = 0;  // a metric that did not exist yet
};

/// Fills NaN between observations: by the line between its neighbours plus, with a season, what the same phase one
/// season before and after deviates from that line there; never below 0 when no observation is. Drops NaN at both ends.
/// Throws Error(kBadData) without a finite value.
std::vector<double> fill_gaps(std::span<const double> values, int period);

/// fill_gaps(), and drops leading zeros when a later value is not zero and at least two seasons (or four values)
/// remain.
PreparedSeries prepare(std::span<const double> values, int period);

/// The period among 4, 7, 12 and 24 with the strongest autocorrelation of those that pass has_season(); 1 when none
/// does. For series whose times say nothing. Gaps must be filled.
int detect_period(std::span<const double> values);

}  // namespace klytics::forecast
