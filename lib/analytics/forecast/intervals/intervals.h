// From a prediction to prediction intervals: half-widths at any level, never narrower with the horizon.
#pragma once

#include <vector>

#include "analytics/forecast/series.h"

namespace klytics::forecast {

struct Interval {
  double level = 0;  // 0.8, 0.95
  std::vector<double> lower, upper;
};

/// The point below which a standard normal variable lies with the probability, 0 < probability < 1.
double normal_quantile(double probability);

/// Symmetric around the mean: deviation x z80 x (z / z80)^tail, with z the normal quantile of the level and z80 that of
/// 80 %; tail 1 is a normal distribution. The half-width of a step is at least that of the step before.
/// 0 < level < 1.
Interval prediction_interval(const Prediction& prediction, double level);

/// Sets deviation and tail of a step so that the 80 % and 95 % intervals have these half-widths; the second counts as
/// at least the first.
void set_half_widths(Prediction& prediction, std::size_t step, double half80, double half95);

}  // namespace klytics::forecast
