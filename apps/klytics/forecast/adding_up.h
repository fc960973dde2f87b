// Moves forecasts of a whole and of its parts, side by side, so that they add up.
#pragma once

#include <Eigen/Core>
#include <span>
#include <vector>

#include "analytics/forecast/intervals/intervals.h"
#include "analytics/forecast/reconciliation.h"

namespace klytics::app {

/// One series' part of it: the mean and the intervals around it, a value a step.
struct MovedForecast {
  std::vector<double>* mean;
  std::vector<forecast::Interval>* intervals;
};

/// Moves the forecasts of a whole and, after it, of its parts to the nearest ones that add up, with `non_negative` none
/// below zero. Intervals keep their widths. `errors` is times x series, see forecast::reconcile(). Answers what was
/// added to the means: series x steps.
Eigen::MatrixXd make_add_up(std::span<const MovedForecast> family, const Eigen::MatrixXd& errors,
                            forecast::Reconciliation method, bool non_negative);

}  // namespace klytics::app
