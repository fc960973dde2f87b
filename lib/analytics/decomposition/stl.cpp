#include "analytics/decomposition/stl.h"

#include <algorithm>
#include <cmath>

#include "analytics/decomposition/loess.h"
#include "analytics/decomposition/partial_sort.h"

namespace klytics::decomposition {
namespace {

std::size_t index(int i) { return static_cast<std::size_t>(i); }

/// Means of `width` neighbours; `width` - 1 shorter than the values.
std::vector<double> moving_average(const std::vector<double>& values, int width) {
  std::vector<double> means(values.size() - index(width) + 1);
  double sum = 0;
  for (int i = 0; i < width; ++i) sum += values[index(i)];
  means[0] = sum / width;
  for (std::size_t i = 1; i < means.size(); ++i) {
    sum += values[i + index(width) - 1] - values[i - 1];
    means[i] = sum / width;
  }
  return means;
}

/// Smooths each phase of the season over the seasons, one value beyond both ends: 2 periods longer than the values.
std::vector<double> smooth_phases(std::span<const double> values, std::span<const double> weights, int period,
                                  const Smoother& smoother) {
  const int n = static_cast<int>(values.size());
  std::vector<double> result(index(n + 2 * period)), phase, phase_weights, smooth;
  for (int j = 0; j < period; ++j) {
    const int count = (n - j - 1) / period + 1;
    phase.resize(index(count));
    smooth.resize(index(count + 2));
    if (!weights.empty()) phase_weights.resize(index(count));
    for (int i = 0; i < count; ++i) {
      phase[index(i)] = values[index(i * period + j)];
      if (!weights.empty()) phase_weights[index(i)] = weights[index(i * period + j)];
    }
    smoother.smooth(phase, phase_weights, std::span(smooth).subspan(1, index(count)));
    const int width = std::min(smoother.window, count);
    if (!smoother.fit_at(phase, phase_weights, -1, 0, width - 1, smooth.front())) smooth.front() = smooth[1];
    if (!smoother.fit_at(phase, phase_weights, count, count - width, count - 1, smooth.back()))
      smooth.back() = smooth[index(count)];
    for (int i = 0; i < count + 2; ++i) result[index(i * period + j)] = smooth[index(i)];
  }
  return result;
}

/// Bisquare weights from the size of the remainder against six times its median.
std::vector<double> robustness(std::span<const double> values, const Decomposition& parts) {
  std::vector<double> sizes(values.size());
  for (std::size_t t = 0; t < sizes.size(); ++t) sizes[t] = std::abs(values[t] - parts.trend[t] - parts.seasonal[t]);
  std::vector<double> sorted = sizes;
  const std::size_t middle = sorted.size() / 2, mirrored = sorted.size() - middle - 1;
  sort_at(sorted, {middle, mirrored});
  const double reach = 3 * (sorted[middle] + sorted[mirrored]);
  for (double& size : sizes) {
    if (size <= 0.001 * reach) {
      size = 1;
    } else if (size <= 0.999 * reach) {
      const double rest = 1 - (size / reach) * (size / reach);
      size = rest * rest;
    } else {
      size = 0;
    }
  }
  return sizes;
}

struct Smoothers {
  Smoother seasonal, trend, low_pass;
};

Smoothers smoothers_of(int n, int period, const StlOptions& options) {
  const auto smoother = [&](int window, int degree) {
    return Smoother{window, degree, options.every_point ? 1 : (window + 9) / 10};
  };
  const int seasonal = options.seasonal_window > 0 ? options.seasonal_window : 10 * n + 1;
  const int trend = options.trend_window > 0 ? options.trend_window : next_odd(1.5 * period / (1 - 1.5 / seasonal));
  return {smoother(seasonal, 0), smoother(trend, 1), smoother(next_odd(period), 1)};
}

/// One pass: season from what the trend leaves, trend from what the season leaves.
void pass(std::span<const double> values, int period, const Smoothers& smoothers, Decomposition& parts, bool weighted) {
  const auto weights = weighted ? std::span<const double>(parts.weights) : std::span<const double>();
  std::vector<double> rest(values.size());
  for (std::size_t t = 0; t < rest.size(); ++t) rest[t] = values[t] - parts.trend[t];
  const std::vector<double> cycle = smooth_phases(rest, weights, period, smoothers.seasonal);
  const std::vector<double> slow = moving_average(moving_average(moving_average(cycle, period), period), 3);
  smoothers.low_pass.smooth(slow, {}, rest);
  for (std::size_t t = 0; t < rest.size(); ++t) parts.seasonal[t] = cycle[t + index(period)] - rest[t];
  for (std::size_t t = 0; t < rest.size(); ++t) rest[t] = values[t] - parts.seasonal[t];
  smoothers.trend.smooth(rest, weights, parts.trend);
}

void average_phases(std::vector<double>& seasonal, int period) {
  for (std::size_t phase = 0; phase < index(period); ++phase) {
    double sum = 0;
    int count = 0;
    for (std::size_t t = phase; t < seasonal.size(); t += index(period)) sum += seasonal[t], ++count;
    for (std::size_t t = phase; t < seasonal.size(); t += index(period)) seasonal[t] = sum / count;
  }
}

}  // namespace

int next_odd(double width) {
  const int rounded = static_cast<int>(std::ceil(width));
  return rounded % 2 == 0 ? rounded + 1 : rounded;
}

Decomposition stl(std::span<const double> values, int period, const StlOptions& options) {
  const std::size_t n = values.size();
  const Smoothers smoothers = smoothers_of(static_cast<int>(n), period, options);
  const int inner = options.robust ? 1 : 2, outer = options.robust ? 15 : 0;  // as R
  Decomposition parts{std::vector<double>(n), std::vector<double>(n), std::vector<double>(n),
                      std::vector<double>(n, 1.0)};
  for (int round = 0; round <= outer; ++round) {
    if (round > 0) parts.weights = robustness(values, parts);
    for (int i = 0; i < inner; ++i) pass(values, period, smoothers, parts, round > 0);
  }
  if (options.seasonal_window == 0) average_phases(parts.seasonal, period);
  for (std::size_t t = 0; t < n; ++t) parts.remainder[t] = values[t] - parts.seasonal[t] - parts.trend[t];
  return parts;
}

}  // namespace klytics::decomposition
