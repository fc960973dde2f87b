#include "analytics/forecast/models/additive_scale.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace klytics::forecast {
namespace {

double median_of(std::vector<double> values) {
  const auto middle = values.begin() + std::ssize(values) / 2;
  std::ranges::nth_element(values, middle);
  return *middle;
}

/// Of the values that are not zero, which may stand for closed days; 0 when all are.
double usual_value(const History& history) {
  std::vector<double> sold;
  for (const double value : history.values)
    if (value != 0) sold.push_back(value);
  return sold.empty() ? 0.0 : median_of(std::move(sold));
}

constexpr double kSmallShare = 0.05, kOffsetShare = 0.1;  // of the usual value

}  // namespace

bool ValueScale::has_logarithm(const History& history) {
  const double usual = usual_value(history);
  return usual > 0 && std::ranges::min(history.values) > -kSmallShare * usual;
}

ValueScale::ValueScale(const History& history, bool logarithm) : logarithm_(logarithm) {
  if (logarithm) {
    const double usual = usual_value(history);
    double smallest = std::numeric_limits<double>::infinity();
    for (const double value : history.values) smallest = std::fmin(smallest, value);
    if (smallest < kSmallShare * usual) offset_ = kOffsetShare * usual;
  }
  std::vector<double> values, changes;
  const int season = std::max(history.period, history.calendar ? 7 : 1);
  const int lag = history.size() > 2 * season ? season : 1;
  for (int t = 0; t < history.size(); ++t) {
    values.push_back(forward(history[t]));
    if (t >= lag) changes.push_back(std::abs(values.back() - values[static_cast<std::size_t>(t - lag)]));
  }
  const double centre = median_of(values);
  constexpr double kDeviationOfChange = 1.4826 / 1.4142135623730951;
  double unit = changes.empty() ? 0.0 : kDeviationOfChange * median_of(changes);
  if (!(unit > 0)) {  // more than half of the changes are zero: their mean
    for (const double change : changes) unit += change / static_cast<double>(changes.size());
  }
  centre_ = centre;
  unit_ = unit > 0 ? unit : 1.0;
}

double ValueScale::forward(double value) const {
  return ((logarithm_ ? std::log(value + offset_) : value) - centre_) / unit_;
}

double ValueScale::back(double scaled) const {
  const double value = scaled * unit_ + centre_;
  constexpr double kLargestLogarithm = 300;
  return logarithm_ ? std::exp(std::fmin(value, kLargestLogarithm)) - offset_ : value;
}

double ValueScale::component(double scaled, bool is_line) const {
  const double value = scaled * unit_ + (is_line ? centre_ : 0.0);
  return logarithm_ ? std::exp(value) : value;
}

}  // namespace klytics::forecast
