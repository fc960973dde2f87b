// Interval widths of a combined forecast: what the series' own earlier forecasts needed, and what such series need.
#pragma once

#include <span>

#include "analytics/forecast/series.h"

namespace klytics::forecast {

/// How far off forecasts from earlier origins of the same series were.
struct PastErrors {
  int origins = 0;
  double size = 1;  // root mean square of error / deviation over origins and steps
};

/// Sets deviation and tail, so that the 80 % and 95 % intervals are as wide as the series' own past errors and the
/// errors on the M1 and Tourism competitions say: the mean of both logarithms, the own ones weighing origins / (origins
/// + 2), or nothing with fewer than three origins. Of the competitions it takes regressions of the log of |error| /
/// deviation, at both quantiles, on period, step, disagreement of the members and length of the history. A history of
/// fewer than four observations is left as it is.
void calibrate(Prediction& prediction, std::span<const Prediction> members, const History& history,
               const PastErrors& past);

}  // namespace klytics::forecast
