// Box-Cox transformations of a history, and predictions brought back from them with their bias adjusted.
#pragma once

#include <span>
#include <vector>

#include "analytics/forecast/intervals/intervals.h"
#include "analytics/forecast/series.h"

namespace klytics::forecast {

/// (y^lambda - 1) / lambda; the logarithm for lambda 0. For values above 0.
struct BoxCox {
  double lambda = 1;

  double forward(double value) const;
  /// 0 for what no value above 0 could have become.
  double back(double transformed) const;
  /// The mean of back(x) for an x of this mean and deviation, to the second order (Hyndman & Athanasopoulos, 3.1): the
  /// plain back-transformation of a mean is a median.
  double mean_back(double mean, double deviation) const;
};

/// The lambda between -1 and 2 at which the spread of seasons depends least on their level (Guerrero 1993). `period` at
/// least 1; with fewer than two seasons 1, which changes nothing. Values above 0.
double guerrero_lambda(std::span<const double> values, int period);

}  // namespace klytics::forecast
