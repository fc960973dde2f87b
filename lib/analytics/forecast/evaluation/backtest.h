// How a plan would have forecast a series at earlier times, everything on the way from series to forecast included.
#pragma once

#include "analytics/forecast/evaluation/rolling_origin.h"
#include "analytics/forecast/series_forecast.h"

namespace klytics::forecast {

/// Observations before the earliest time that backtest() forecasts from: what the model needs and two seasons, or half
/// of the series where they are longer; at least four.
int fewest_before_origin(const ObservedSeries& series, const ForecastPlan& plan);

/// Forecasts the series from earlier origins as forecast_series() would have. `most` origins, `stride` steps apart.
/// An origin at which the model has too few observations, or whose last value is a gap, is left out.
RollingEvaluation backtest(const ObservedSeries& series, const ForecastPlan& plan, int most, int stride);

}  // namespace klytics::forecast
