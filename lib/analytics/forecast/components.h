// A forecast taken apart into what moves it.
#pragma once

#include <vector>

#include "analytics/forecast/series.h"
#include "analytics/forecast/series_forecast.h"

namespace klytics::forecast {

/// With `regression` the groups of terms of the additive regression, and as "rest" what the forecast says beyond them
/// (0, or the factor 1, for the regression alone). Else trend and seasons of a decomposition of history and forecast
/// together, whose remainder is "rest". Adding or multiplying all of them gives forecast.mean again, step by step.
std::vector<ForecastComponent> forecast_components(const History& history, const SeriesForecast& forecast,
                                                   bool regression);

}  // namespace klytics::forecast
