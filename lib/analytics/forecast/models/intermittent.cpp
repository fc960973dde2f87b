#include "analytics/forecast/models/intermittent.h"

#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

#include "analytics/forecast/intervals/conformal.h"
#include "analytics/forecast/intervals/intervals.h"
#include "analytics/forecast/models/theta.h"

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

double level_of(std::span<const double> values, const IntermittentFit& fit) {
  switch (fit.method) {
    case IntermittentMethod::kCroston:
      return croston_level(values, fit.size_smoothing);
    case IntermittentMethod::kSba:
      return (1 - fit.size_smoothing / 2) * croston_level(values, fit.size_smoothing);
    case IntermittentMethod::kTsb:
      return tsb_level(values, fit.size_smoothing, fit.time_smoothing);
    case IntermittentMethod::kAdida:
      return aggregate_level(values, fit.longest_aggregation);
    case IntermittentMethod::kImapa:
      break;
  }
  double sum = 0;
  for (int width = 1; width <= fit.longest_aggregation; ++width) sum += aggregate_level(values, width);
  return sum / fit.longest_aggregation;
}

/// Errors of forecasts from earlier times, origins x steps. A step without a sale counts with today's forecast: what is
/// wanted is how far zero is from it, and most values are zero.
Eigen::MatrixXd earlier_errors(const IntermittentFit& fit, const History& history, int horizon) {
  constexpr int kOrigins = 26;
  const int steps = std::min(horizon, history.size() / 4), first = std::max(history.size() / 2, 4);
  const int room = history.size() - steps - first + 1;
  if (steps < 1 || room < 1) return {};
  const int count = std::min(room, kOrigins);
  Eigen::MatrixXd errors(count, steps);
  for (int i = 0; i < count; ++i) {
    const int origin = history.size() - steps - i * room / count;
    const double level = fit_intermittent(history.values.first(static_cast<std::size_t>(origin)), fit.method).level;
    for (int step = 0; step < steps; ++step) {
      const double value = history[origin + step];
      errors(i, step) = value > 0 ? value - level : -fit.level;
    }
  }
  return errors;
}

/// Half-widths from simulated demand. Without a sale in the history there is none to come.
void simulate_widths(const IntermittentFit& fit, const History& history, Prediction& prediction) {
  constexpr int kPaths = 2'000;
  constexpr double kSmoothingOfPaths = 0.1;  // of what the aggregates do not smooth themselves
  std::vector<double> sizes;
  for (const double value : history.values)
    if (value > 0) sizes.push_back(value);
  if (sizes.empty()) return;
  const double mean_size = std::accumulate(sizes.begin(), sizes.end(), 0.0) / static_cast<double>(sizes.size());
  const double size_smoothing = fit.size_smoothing > 0 ? fit.size_smoothing : kSmoothingOfPaths;
  const double time_smoothing = fit.time_smoothing > 0 ? fit.time_smoothing : kSmoothingOfPaths;
  std::mt19937_64 random(20160401);  // any: the same every time
  const auto uniform = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
  const std::size_t horizon = prediction.mean.size();
  std::vector<std::vector<double>> distances(horizon);
  for (int path = 0; path < kPaths; ++path) {
    double rate = std::fmin(1 / fit.mean_interval, 1.0), scale = fit.level / (rate * mean_size);
    for (std::size_t step = 0; step < horizon; ++step) {
      const bool sale = uniform() < rate;
      const double drawn = sizes[static_cast<std::size_t>(uniform() * static_cast<double>(sizes.size()))];
      const double demand = sale ? scale * drawn : 0.0;
      distances[step].push_back(std::abs(demand - prediction.mean[step]));
      rate += time_smoothing * ((sale ? 1.0 : 0.0) - rate);
      if (sale) scale += size_smoothing * (demand / mean_size - scale);
    }
  }
  double half80 = 0, half95 = 0;
  for (std::size_t step = 0; step < horizon; ++step) {
    half80 = std::fmax(half80, conformal_quantile(distances[step], 0.80));
    half95 = std::fmax(half95, conformal_quantile(std::move(distances[step]), 0.95));
    set_half_widths(prediction, step, half80, half95);
  }
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

std::string_view to_string(IntermittentMethod method) {
  constexpr std::array<std::string_view, 5> kNames{"croston", "sba", "tsb", "adida", "imapa"};
  return kNames[static_cast<std::size_t>(method)];
}

IntermittentFit fit_intermittent(std::span<const double> values, IntermittentMethod method) {
  IntermittentFit fit{method, 0, mean_interval(values), 1, 0, 0};
  fit.longest_aggregation = std::max(1, static_cast<int>(std::lround(fit.mean_interval)));
  if (method != IntermittentMethod::kAdida && method != IntermittentMethod::kImapa) {
    fit.size_smoothing = fit.time_smoothing = kSmoothing;
    if (method == IntermittentMethod::kTsb) fit.time_smoothing = tsb_probability_smoothing(values);
  }
  fit.level = level_of(values, fit);
  return fit;
}

Prediction predict(const IntermittentFit& fit, const History& history, int horizon) {
  constexpr Eigen::Index kFewest = 20;  // below, a 95 % quantile is the maximum
  Prediction prediction = empty_prediction(horizon);
  std::ranges::fill(prediction.mean, fit.level);
  const Eigen::MatrixXd errors = earlier_errors(fit, history, horizon);
  if (errors.size() >= kFewest)
    set_conformal_widths(prediction, errors, {});
  else
    simulate_widths(fit, history, prediction);
  return prediction;
}

Prediction intermittent(const History& history, int horizon, IntermittentMethod method) {
  return predict(fit_intermittent(history.values, method), history, horizon);
}

bool is_intermittent(const History& history) {
  constexpr double kLongInterval = 1.32;
  return std::ranges::min(history.values) >= 0 && mean_interval(history.values) > kLongInterval;
}

}  // namespace klytics::forecast
