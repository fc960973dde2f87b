#include "analytics/series/level_shifts.h"

#include <algorithm>
#include <cmath>

#include "analytics/series/changepoints.h"
#include "analytics/series/robust_scale.h"

namespace klytics::series {
namespace {

constexpr double kLeastStep = 2;            // robust standard deviations of the noise: less is no news
constexpr double kCertain = 1e3;            // standard errors, when nothing but step and line is there
constexpr double kLeastSignificance = 4;    // standard errors: the place was chosen for the largest of many
constexpr double kLeastNoise = 1e-3;        // of the step: without any noise its score would be infinite
constexpr std::size_t kMostBlocks = 2'000;  // PELT may be quadratic in them

double median_of(std::span<const double> values) { return median({values.begin(), values.end()}); }

/// Values no further than three standard deviations of the noise from the median of their neighbourhood.
std::vector<double> without_spikes(std::span<const double> values, std::size_t reach) {
  constexpr double kFar = 3;
  std::vector<double> middle, rest;
  for (std::size_t t = 0; t < values.size(); ++t) {
    const std::size_t from = t > reach ? t - reach : 0, to = std::min(t + reach + 1, values.size());
    middle.push_back(median_of(values.subspan(from, to - from)));
    rest.push_back(values[t] - middle.back());
  }
  const double far = kFar * robust_scale(rest, 0);
  for (std::size_t t = 0; t < rest.size(); ++t) middle[t] += std::clamp(rest[t], -far, far);
  return middle;
}

/// The medians of blocks of `length` values; the last block may be shorter.
std::vector<double> block_medians(std::span<const double> values, std::size_t length) {
  std::vector<double> medians;
  for (std::size_t from = 0; from < values.size(); from += length)
    medians.push_back(median_of(values.subspan(from, std::min(length, values.size() - from))));
  return medians;
}

/// The sum of squares that two means leave, the second from `split` on.
double step_cost(std::span<const double> values, std::size_t split) {
  return stretch_cost(values.first(split), Change::kMean) + stretch_cost(values.subspan(split), Change::kMean);
}

/// A line through values, followed to a place outside of them.
struct Continuation {
  double value = 0;
  double variance = 0;  // of the value, in variances of the noise
  double left = 0;      // sum of squares
};

Continuation continue_line(std::span<const double> values, double place) {
  const auto n = static_cast<double>(values.size());
  const double middle = (n - 1) / 2, spread = n * (n * n - 1) / 12;
  double mean = 0, moment = 0;
  for (const double value : values) mean += value / n;
  for (std::size_t t = 0; t < values.size(); ++t) moment += (static_cast<double>(t) - middle) * (values[t] - mean);
  const double slope = spread > 0 ? moment / spread : 0;
  Continuation result{mean + slope * (place - middle), 1 / n + (place - middle) * (place - middle) / spread, 0};
  for (std::size_t t = 0; t < values.size(); ++t) {
    const double rest = values[t] - mean - slope * (static_cast<double>(t) - middle);
    result.left += rest * rest;
  }
  return result;
}

/// How far the lines through the values before and after `split` are apart there, and how many standard errors that is.
/// A slope or a slow wave has no such step.
struct Step {
  double height = 0, significance = 0;
};

Step step_at(std::span<const double> values, std::size_t split) {
  const Continuation before = continue_line(values.first(split), static_cast<double>(split) - 0.5);
  const Continuation after = continue_line(values.subspan(split), -0.5);
  const double height = after.value - before.value;
  const double noise = (before.left + after.left) / std::fmax(static_cast<double>(values.size()) - 4, 1);
  const double error = std::sqrt(noise * (before.variance + after.variance));
  return {height, error > 0 ? std::abs(height) / error : kCertain};
}

}  // namespace

std::vector<LevelShift> level_shifts(std::span<const double> values, std::size_t shortest) {
  shortest = std::max<std::size_t>(shortest, 2);
  if (values.size() < 2 * shortest) return {};
  const std::size_t block = values.size() / kMostBlocks + 1;
  const std::vector<double> calm = block > 1 ? block_medians(values, block) : without_spikes(values, shortest / 2 + 1);
  const auto stretches = changepoints(calm, {.shortest = std::max<std::size_t>(shortest / block, 2)});
  std::vector<std::size_t> starts{0};
  for (std::size_t i = 1; i < stretches.size(); ++i) {
    std::size_t start = stretches[i].first * block;
    if (block > 1) {  // the place with the least squares within a block of it
      const std::size_t from = std::max(starts.back() + 1, start - block),
                        to = std::min(start + block, values.size() - 1);
      const std::size_t begin = from > shortest ? from - shortest : 0, end = std::min(to + shortest, values.size());
      const auto around = values.subspan(begin, end - begin);
      start = from;
      for (std::size_t split = from; split <= to; ++split)
        if (step_cost(around, split - begin) < step_cost(around, start - begin)) start = split;
    }
    starts.push_back(start);
  }
  starts.push_back(values.size());

  std::vector<double> rest;
  for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
    const auto stretch = values.subspan(starts[i], starts[i + 1] - starts[i]);
    const double level = median_of(stretch);
    for (const double value : stretch) rest.push_back(value - level);
  }
  const double noise = robust_scale(rest, 0);
  std::vector<LevelShift> shifts;
  for (std::size_t i = 1; i + 1 < starts.size(); ++i) {
    const std::size_t from = starts[i - 1], here = starts[i], to = starts[i + 1];
    const auto around = (block == 1 ? std::span<const double>(calm) : values).subspan(from, to - from);
    const Step step = step_at(around, here - from);
    if (step.significance < kLeastSignificance || std::abs(step.height) < kLeastStep * noise) continue;
    const std::size_t near = 4 * shortest;
    const double before =
        median_of(values.subspan(std::max(from, here - std::min(here, near)), std::min(near, here - from)));
    const double after = median_of(values.subspan(here, std::min(near, to - here)));
    if (step.height * (after - before) <= 0) continue;
    const double scale = std::fmax(noise, kLeastNoise * std::abs(step.height));
    shifts.push_back({here, before, after, step.height, step.height / scale});
  }
  return shifts;
}

}  // namespace klytics::series
