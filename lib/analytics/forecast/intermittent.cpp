#include "analytics/forecast/intermittent.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "analytics/forecast/conformal.h"
#include "analytics/forecast/intervals.h"
#include "analytics/forecast/theta.h"

namespace klytics::forecast {
namespace {

constexpr double kSmoothing = 0.1;  // Croston's own advice for slow demand

double mean_interval(std::span<const double> values) {
  const auto sales = std::ranges::count_if(values, [](double value) { return value > 0; });
  return sales > 0 ? static_cast<double>(values.size()) / static_cast<double>(sales) : 0.0;
}

/// The level of one aggregation: exponential smoothing of the sums, a step's share of it.
double aggregate_level(std::span<const double> values, int width) {
  const std::vector<double> sums = aggregated(values, width);
  if (sums.empty()) return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  const double level = sums.size() < 2 ? sums.back() : fit_level(sums).last_level;
  return std::fmax(level, 0.0) / width;
}

/// The probability's smoothing whose one-step errors are smallest: demand that fades needs a fast one.
double tsb_probability_smoothing(std::span<const double> values) {
  constexpr std::array kTried{0.02, 0.05, 0.1, 0.2, 0.3};
  double best = kTried[0], smallest = std::numeric_limits<double>::infinity();
  for (const double smoothing : kTried) {
    double probability = 1 / std::fmax(mean_interval(values), 1), squares = 0;
    for (const double value : values) {
      const double error = (value > 0 ? 1.0 : 0.0) - probability;
      squares += error * error;
      probability += smoothing * error;
    }
    if (squares < smallest) best = smoothing, smallest = squares;
  }
  return best;
}

double level_of(std::span<const double> values, IntermittentMethod method) {
  const int interval = std::max(1, static_cast<int>(std::lround(mean_interval(values))));
  switch (method) {
    case IntermittentMethod::kCroston:
      return croston_level(values, kSmoothing);
    case IntermittentMethod::kSba:
      return (1 - kSmoothing / 2) * croston_level(values, kSmoothing);
    case IntermittentMethod::kTsb:
      return tsb_level(values, kSmoothing, tsb_probability_smoothing(values));
    case IntermittentMethod::kAdida:
      return aggregate_level(values, interval);
    case IntermittentMethod::kImapa:
      break;
  }
  double sum = 0;
  for (int width = 1; width <= interval; ++width) sum += aggregate_level(values, width);
  return sum / interval;
}

}  // namespace

double croston_level(std::span<const double> values, double smoothing) {
  double size = 0, interval = 0;
  int since = 0;
  bool started = false;
  for (const double value : values) {
    ++since;
    if (!(value > 0)) continue;
    if (started) {
      size += smoothing * (value - size);
      interval += smoothing * (since - interval);
    } else {
      size = value;
      interval = since;
      started = true;
    }
    since = 0;
  }
  return started ? size / interval : 0.0;
}

double tsb_level(std::span<const double> values, double size_smoothing, double probability_smoothing) {
  const auto first = std::ranges::find_if(values, [](double value) { return value > 0; });
  if (first == values.end()) return 0;
  double size = *first, probability = 1 / mean_interval(values);
  for (const double value : values) {
    if (value > 0) size += size_smoothing * (value - size);
    probability += probability_smoothing * ((value > 0 ? 1.0 : 0.0) - probability);
  }
  return probability * size;
}

std::vector<double> aggregated(std::span<const double> values, int width) {
  const auto step = static_cast<std::size_t>(width);
  std::vector<double> sums;
  for (std::size_t from = values.size() % step; from < values.size(); from += step)
    sums.push_back(std::accumulate(values.begin() + static_cast<std::ptrdiff_t>(from),
                                   values.begin() + static_cast<std::ptrdiff_t>(from + step), 0.0));
  return sums;
}

Prediction intermittent(const History& history, int horizon, IntermittentMethod method) {
  const double level = level_of(history.values, method);
  std::vector<double> sizes;
  for (const double value : history.values) sizes.push_back(std::abs(value - level));
  const double half80 = conformal_quantile(sizes, 0.80), half95 = conformal_quantile(std::move(sizes), 0.95);
  Prediction prediction = empty_prediction(horizon);
  std::ranges::fill(prediction.mean, level);
  for (std::size_t step = 0; step < prediction.mean.size(); ++step) set_half_widths(prediction, step, half80, half95);
  return prediction;
}

bool is_intermittent(const History& history) {
  constexpr double kLongInterval = 1.32;
  return std::ranges::min(history.values) >= 0 && mean_interval(history.values) > kLongInterval;
}

}  // namespace klytics::forecast
