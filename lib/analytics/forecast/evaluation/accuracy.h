// Measures of forecast accuracy, each for one series; means over series are the caller's.
#pragma once

#include <span>

#include "analytics/forecast/series.h"

namespace klytics::forecast {

/// The scale of MASE: the mean absolute error in the history of the forecast "as one season ago". NaN when the history
/// is not longer than a season or never changes. (Hyndman & Koehler 2006)
double seasonal_naive_error(const History& history);
/// The same with squared errors, the scale of RMSSE squared.
double seasonal_naive_squared_error(const History& history);

/// Measures of point forecasts. All take spans of equal length, at least 1.
double mean_absolute_error(std::span<const double> actual, std::span<const double> forecast);
double root_mean_squared_error(std::span<const double> actual, std::span<const double> forecast);
/// Mean of forecast - actual: positive when the forecast is too high.
double bias(std::span<const double> actual, std::span<const double> forecast);
/// Symmetric mean absolute percentage error in percent, 0 to 200: 200 |y - f| / (|y| + |f|); a point where both are
/// zero counts as 0.
double symmetric_percentage_error(std::span<const double> actual, std::span<const double> forecast);
/// Mean absolute error over `scale`, which is seasonal_naive_error() of the history.
double mean_absolute_scaled_error(std::span<const double> actual, std::span<const double> forecast, double scale);
/// Root of the mean squared error over `squared_scale`, which is seasonal_naive_squared_error() of the history.
double root_mean_squared_scaled_error(std::span<const double> actual, std::span<const double> forecast,
                                      double squared_scale);

/// Measures of intervals.
/// Share of actual values inside [lower, upper], 0 to 1.
double coverage(std::span<const double> actual, std::span<const double> lower, std::span<const double> upper);
/// Mean scaled interval score at `level` (0.95): width plus 2 / (1 - level) times the distance of what falls outside,
/// over `scale`. (Gneiting & Raftery 2007)
double scaled_interval_score(std::span<const double> actual, std::span<const double> lower,
                             std::span<const double> upper, double level, double scale);
/// Mean pinball loss of a quantile forecast, 0 < probability < 1, in the unit of the values.
double pinball_loss(std::span<const double> actual, std::span<const double> quantile, double probability);

}  // namespace klytics::forecast
