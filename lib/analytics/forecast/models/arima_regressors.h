// The columns of a history as regressors of an ARIMA process: differenced with it, their effects taken out and put
// back.
#pragma once

#include <cstddef>
#include <vector>

#include "analytics/forecast/series.h"

namespace klytics::forecast {

/// The columns of the history, differenced as its values are; none without columns. Beyond their end columns are 0.
std::vector<std::vector<double>> difference_columns(const History& history, int d, int seasonal_d);

/// Ordinary least squares with a mean, which is not answered: where the search of orders and coefficients begins. All 0
/// when the values are too few.
std::vector<double> least_squares_effects(const std::vector<double>& values,
                                          const std::vector<std::vector<double>>& regressors);

/// What the effects make of the columns at a step of history or horizon.
double effect_at(const History& history, const std::vector<double>& effects, std::size_t step);
/// The values of the history without it.
std::vector<double> without_effects(const History& history, const std::vector<double>& effects);

}  // namespace klytics::forecast
