// The benchmarks that every other model has to beat: last value, last season, drift.
#pragma once

#include "analytics/forecast/series.h"

namespace klytics::forecast {

/// As one season ago; with period 1, or less than a season of history, the last value. Deviation: the in-sample error,
/// growing with the root of the number of seasons ahead; after one season the changes within it. Needs one observation.
Prediction seasonal_naive(const History& history, int horizon);

/// The last value plus the mean change of the history a step. Needs two observations. The deviation includes the
/// uncertainty of the slope (Hyndman & Athanasopoulos, 5.5).
Prediction drift(const History& history, int horizon);

/// The last value of the seasonally adjusted history, with the season put back: "naive 2" of the M competitions, the
/// denominator of OWA.
Prediction naive2(const History& history, int horizon);

}  // namespace klytics::forecast
