// What is unusual about a series and should be said with its forecast: constancy, outliers, a shift of the level.
#pragma once

#include <optional>
#include <vector>

#include "analytics/forecast/series.h"
#include "analytics/series/level_shifts.h"

namespace klytics::forecast {

struct Diagnosis {
  bool constant = false;
  std::vector<int> outliers;                // single observations far from trend and season
  std::vector<double> expected;             // of each outlier: what trend and season say
  std::optional<series::LevelShift> shift;  // the largest
};

/// An outlier is more than eight robust deviations away from trend and season, and at most two stand together: more are
/// a change, not a slip. The last two observations are never called outliers: they may be the beginning of one. None is
/// named among fewer than 36 observations, or 60 of a series without a period. A level shift is a step of more than
/// five robust deviations that lasts for a season, at least eight observations, as level_shifts() finds them; none
/// among fewer than 16. Nothing is said of intermittent demand. Cost: a robust decomposition.
Diagnosis diagnose(const History& history);

}  // namespace klytics::forecast
