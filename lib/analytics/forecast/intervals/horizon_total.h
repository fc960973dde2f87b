// The sum of a forecast over its horizon, with an interval of its own.
#pragma once

#include <Eigen/Core>
#include <span>
#include <vector>

#include "analytics/forecast/intervals/intervals.h"

namespace klytics::forecast {

/// How far the errors of the steps of one forecast go together, 0 to 1: the mean correlation of two steps, from the
/// errors of rolling origins (origins x steps, NaN where nothing was observed). Shrunk towards one half with the weight
/// of two origins, which is also the answer without any: errors of one forecast share its level, so independence would
/// promise too much.
double step_correlation(const Eigen::MatrixXd& errors);

struct HorizonTotal {
  double mean = 0;
  std::vector<double> lower, upper;  // one a level
};

/// The distances of the ends of the intervals from the mean add up as correlated deviations do: the root of
/// sum a_i^2 + correlation x sum over i != j of a_i a_j, on each side. A lower end at 0 was cut off there: such a
/// step's error below counts as the one above, and the sum's end may lie below 0.
HorizonTotal horizon_total(std::span<const double> mean, std::span<const Interval> intervals, double correlation);

/// The probability that the sum reaches `goal`, from the interval of the level nearest to 80 %, normal on either side
/// of the mean. 0 or 1 when the intervals have no width.
double probability_of(const HorizonTotal& total, std::span<const Interval> intervals, double goal);

}  // namespace klytics::forecast
