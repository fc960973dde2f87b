// Intervals of young series: wider where a forecast reaches into a part of the year that the history has hardly seen,
// as the errors of earlier forecasts say nothing of it.
#pragma once

#include <vector>

#include "analytics/forecast/series.h"

namespace klytics::forecast {

/// For each step after the history a factor of at least 1, 1 for days of the year that it has seen twice. Without a
/// calendar all are 1.
std::vector<double> unseen_season_factors(const History& history, int horizon);

/// Multiplies the deviations by those factors; the mean is left alone.
void widen_unseen_seasons(Prediction& prediction, const History& history);

}  // namespace klytics::forecast
