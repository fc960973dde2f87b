// A second opinion on the level of an additive regression: the seasons and days that it found, on a level that follows
// what they leave by exponential smoothing and stays where it is.
#pragma once

#include <Eigen/Core>

#include "analytics/forecast/models/additive_regression.h"

namespace klytics::forecast {

struct FollowedLevel {
  Eigen::MatrixXd forecasts;   // from the rolling origins, on the scale of the fit: origins x steps
  Eigen::VectorXd correction;  // what is added to the regression's forecast of each step of the horizon, on that scale
};

/// The mean of the regression's own forecasts and of those with followed levels of several speeds, weighted by their
/// errors from the rolling origins, of which there must be one: a regression whose trend has knots months apart learns
/// of a new level late, and continues slopes. `coefficients` are as those of AdditiveRegression::Tried.
/// Linear, times the terms and origins.
FollowedLevel follow_level(const AdditiveRegression& regression, const Eigen::MatrixXd& coefficients, int size,
                           int horizon);

}  // namespace klytics::forecast
