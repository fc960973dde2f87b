// Box-Cox transformations of a history, and predictions brought back from them with their bias adjusted.
#pragma once

#include <span>
#include <vector>

#include "analytics/forecast/intervals/intervals.h"
#include "analytics/forecast/series.h"

namespace klytics::forecast {

/// (y^lambda - 1) / lambda of y = value / unit; the logarithm for lambda 0. For values above 0. The unit changes
/// nothing but where zero is on the new scale: at itself.
struct BoxCox {
  double lambda = 1;
  double unit = 1;

  double forward(double value) const;
  /// For what no value above 0 could have become: 0, or with a lambda below 0, where it is beyond all values, a very
  /// large number.
  double back(double transformed) const;
  /// The mean of back(x) for an x of this mean and deviation, to the second order (Hyndman & Athanasopoulos, 3.1): the
  /// plain back-transformation of a mean is a median.
  double mean_back(double mean, double deviation) const;
};

/// The lambda between -1 and 2 at which the spread of seasons depends least on their level (Guerrero 1993). `period` at
/// least 1; with fewer than two seasons 1, which changes nothing. Values above 0.
double guerrero_lambda(std::span<const double> values, int period);

/// The transformation to forecast on: a lambda of at least 0 (below it the scale ends at a finite number, and intervals
/// soon reach it), around the geometric mean, so that values lie on both sides of zero as the models take for additive
/// and forecasts do not depend on the unit of the values. Values above 0, at least one.
BoxCox centred_box_cox(double lambda, std::span<const double> values);

}  // namespace klytics::forecast
