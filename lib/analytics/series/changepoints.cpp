#include "analytics/series/changepoints.h"

#include <algorithm>
#include <cmath>

#include "analytics/series/robust_scale.h"

namespace klytics::series {
namespace {

std::vector<double> scaled(std::span<const double> values, double scale) {
  std::vector<double> result;
  for (const double value : values) result.push_back(value / scale);
  return result;
}

Stretch stretch_of(std::span<const double> values, std::size_t first, std::size_t end) {
  Stretch stretch{first, end - first, 0, 0, 0};
  const auto n = static_cast<double>(stretch.count);
  for (std::size_t t = first; t < end; ++t) stretch.mean += values[t] / n;
  for (std::size_t t = first; t < end; ++t) {
    const double deviation = values[t] - stretch.mean;
    stretch.deviation += deviation * deviation;
  }
  stretch.deviation = stretch.count > 1 ? std::sqrt(stretch.deviation / (n - 1)) : 0;
  return stretch;
}

/// The scale of the differences of values `lag` apart, around which steps are rare.
double difference_scale(std::span<const double> values, std::size_t lag) {
  std::vector<double> differences;
  for (std::size_t t = lag; t < values.size(); ++t) differences.push_back(values[t] - values[t - lag]);
  return differences.empty() ? 0 : robust_scale(differences, 0);
}

/// Autocorrelation at lag 1 of the noise, 0 to 0.95. Differences four apart vary 1 + r + r^2 + r^3 times as much as
/// those of neighbours, and steps are rare in both.
double memory(std::span<const double> values) {
  constexpr double kMost = 0.95;  // beyond, nothing can be told from a walk
  constexpr std::size_t kApart = 4;
  const double one = difference_scale(values, 1), four = difference_scale(values, kApart);
  if (!(one > 0)) return 0;
  const double ratio = four * four / (one * one);
  double low = 0, high = kMost;
  for (int i = 0; i < 40; ++i) {  // halves the interval to rounding
    const double r = (low + high) / 2;
    (1 + r + r * r + r * r * r < ratio ? low : high) = r;
  }
  return low;
}

double total_cost(std::span<const double> values, std::size_t from, std::size_t to, Change change) {
  return stretch_cost(values.subspan(from, to - from), change);
}

}  // namespace

double noise_of_differences(std::span<const double> values) { return difference_scale(values, 1) / std::sqrt(2.0); }

std::vector<Stretch> changepoints(std::span<const double> values, const ChangepointOptions& options) {
  const double noise = noise_of_differences(values), r = memory(values);
  std::vector<std::size_t> starts{0};
  std::vector<double> units(values.begin(), values.end());
  double penalty = options.penalty * std::log(static_cast<double>(std::max<std::size_t>(values.size(), 2)));
  if (noise > 0) {
    // Noise with memory wanders: its mean over a stretch varies (1 + r) / (1 - r) times as much as without. The
    // differences showed only 1 - r of its variance.
    const double wander = (1 + r) / (1 - r);
    units = scaled(values, options.change == Change::kMean ? noise * std::sqrt(wander / (1 - r)) : noise);
    if (options.change == Change::kMeanVariance) penalty *= wander;
    starts = pelt(units, options.change, penalty, options.shortest);
  }
  std::vector<Stretch> stretches;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const std::size_t end = i + 1 < starts.size() ? starts[i + 1] : values.size();
    stretches.push_back(stretch_of(values, starts[i], end));
    if (i == 0) continue;
    const double joined = total_cost(units, starts[i - 1], end, options.change);
    const double split =
        total_cost(units, starts[i - 1], starts[i], options.change) + total_cost(units, starts[i], end, options.change);
    stretches.back().evidence = (joined - split) / penalty;
  }
  return stretches;
}

}  // namespace klytics::series
