// Interval widths from the errors of earlier forecasts (split conformal prediction), never narrower with the horizon.
#pragma once

#include <Eigen/Core>
#include <span>

#include "analytics/forecast/series.h"

namespace klytics::forecast {

/// The (n + 1) p-th smallest of the sizes, the largest when that is beyond them. At least one.
double conformal_quantile(std::vector<double> sizes, double probability);

/// Sets deviation and tail so that the 80 % and 95 % intervals have the widths that the errors of rolling origins had.
/// Errors are origins x steps; neighbouring steps are pooled until a pool has forty errors, and pools never shrink with
/// the step (pool adjacent violators). Steps beyond the columns widen with the root of the step. With fewer than twenty
/// errors the residuals serve, as in a random walk whose level is known to a week.
void set_conformal_widths(Prediction& prediction, const Eigen::MatrixXd& errors, std::span<const double> residuals);

}  // namespace klytics::forecast
