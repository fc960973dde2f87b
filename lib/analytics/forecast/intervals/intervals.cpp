#include "analytics/forecast/intervals/intervals.h"

#include <algorithm>
#include <cmath>

namespace klytics::forecast {
namespace {

constexpr double kNormal80 = 1.2815515655446004, kNormal95 = 1.9599639845400545;

double normal_probability(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

}  // namespace

double normal_quantile(double probability) {
  double low = -40, high = 40;
  for (int step = 0; step < 100; ++step) {  // bisection to the last bit: called once a level
    const double middle = (low + high) / 2;
    (normal_probability(middle) < probability ? low : high) = middle;
  }
  return (low + high) / 2;
}

Interval prediction_interval(const Prediction& prediction, double level) {
  const double z = normal_quantile((1 + level) / 2);
  Interval interval{level, prediction.mean, prediction.mean};
  double half_width = 0;
  for (std::size_t step = 0; step < prediction.mean.size(); ++step) {
    const double tail = prediction.tail.empty() ? 1.0 : prediction.tail[step];
    half_width = std::max(half_width, prediction.deviation[step] * kNormal80 * std::pow(z / kNormal80, tail));
    interval.lower[step] -= half_width;
    interval.upper[step] += half_width;
  }
  return interval;
}

void set_half_widths(Prediction& prediction, std::size_t step, double half80, double half95) {
  if (prediction.tail.empty()) prediction.tail.assign(prediction.mean.size(), 1.0);
  prediction.deviation[step] = half80 / kNormal80;
  prediction.tail[step] =
      half80 > 0 ? std::log(std::fmax(half95, half80) / half80) / std::log(kNormal95 / kNormal80) : 1.0;
}

}  // namespace klytics::forecast
