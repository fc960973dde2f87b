#include "analytics/forecast/models/demand_profile.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analytics/forecast/intervals/conformal.h"
#include "analytics/forecast/intervals/intervals.h"
#include "analytics/forecast/models/intermittent.h"

namespace klytics::forecast {
namespace {

/// Seasons that end with the last observation, oldest first.
struct Seasons {
  std::span<const double> values;
  std::size_t period, count;

  explicit Seasons(const History& history)
      : period(static_cast<std::size_t>(history.period)), count(history.values.size() / period) {
    values = history.values.last(count * period);
  }
  double at(std::size_t season, std::size_t phase) const { return values[season * period + phase]; }
};

/// Below it lies a mean square between phases relative to that within, with 99.9 % probability when phases are alike
/// (the chi-square quantile of Wilson & Hilferty 1931; the mean square within is as good as known).
double largest_by_chance(double freedom) {
  constexpr double kNormal999 = 3.0902323061678132;
  return std::pow(1 - 2 / (9 * freedom) + kNormal999 * std::sqrt(2 / (9 * freedom)), 3);
}

/// All phases, those with the nearest shares first.
std::vector<std::size_t> by_likeness(const DemandProfile& profile, std::size_t phase) {
  std::vector<std::size_t> phases(profile.shares.size());
  std::iota(phases.begin(), phases.end(), std::size_t{0});
  std::ranges::stable_sort(phases, {},
                           [&](std::size_t other) { return std::abs(profile.shares[other] - profile.shares[phase]); });
  return phases;
}

}  // namespace

std::optional<DemandProfile> demand_profile(const History& history) {
  constexpr std::size_t kFewestSeasons = 6;
  if (history.period < 2) return std::nullopt;
  const Seasons seasons(history);
  if (seasons.count < kFewestSeasons) return std::nullopt;
  const auto period = static_cast<double>(seasons.period), count = static_cast<double>(seasons.count);
  std::vector<double> means(seasons.period);
  double within = 0;
  for (std::size_t phase = 0; phase < seasons.period; ++phase) {
    double& mean = means[phase];
    for (std::size_t i = 0; i < seasons.count; ++i) mean += seasons.at(i, phase) / count;
    for (std::size_t i = 0; i < seasons.count; ++i)
      within += std::pow(seasons.at(i, phase) - mean, 2) / (period * (count - 1));
  }
  const double mean = std::accumulate(means.begin(), means.end(), 0.0) / period;
  double between = 0;  // the variance of the means
  for (const double phase : means) between += std::pow(phase - mean, 2) / (period - 1);
  if (!(mean > 0) || !(within > 0) || count * between < within * largest_by_chance(period - 1)) return std::nullopt;
  // Noise grows with demand: a phase's is that of its mean, first drawn towards the others by their common noise.
  const double real = between - within / count;
  const auto drawn = [&](double phase, double noise) { return mean + real / (real + noise / count) * (phase - mean); };
  DemandProfile profile;
  for (const double phase : means) profile.shares.push_back(drawn(phase, within * drawn(phase, within) / mean));
  const double sum = std::accumulate(profile.shares.begin(), profile.shares.end(), 0.0);
  for (double& share : profile.shares) share /= sum;
  return profile;
}

Prediction split_totals(const Prediction& totals, const DemandProfile& profile, const History& history, int horizon) {
  constexpr double kSmoothing = 0.1;          // of the level that errors are measured from, as Croston advises
  constexpr std::size_t kFewestErrors = 100;  // a 95 % quantile of fewer is rough
  constexpr double kJustBeyond = 1 + 1e-9;    // so that rounding leaves zero inside
  const Seasons seasons(history);
  const std::size_t period = seasons.period;
  const std::vector<double> sums = aggregated(history.values, history.period);
  const std::size_t first = seasons.count / 3;  // until then the level is learnt
  double level = std::accumulate(sums.begin(), sums.begin() + static_cast<std::ptrdiff_t>(first), 0.0) /
                 static_cast<double>(first);
  std::vector<std::vector<double>> errors(period);  // of each phase's sales
  std::vector<std::size_t> without(period);         // a sale
  for (std::size_t i = first; i < seasons.count; ++i) {
    for (std::size_t phase = 0; phase < period; ++phase) {
      const double value = seasons.at(i, phase);
      if (value > 0)
        errors[phase].push_back(std::abs(value - level * profile.shares[phase]));
      else
        ++without[phase];
    }
    level += kSmoothing * (sums[i] - level);
  }
  Prediction prediction = empty_prediction(horizon);
  for (std::size_t step = 0; step < prediction.mean.size(); ++step) {
    const std::size_t phase = step % period;
    const double mean = totals.mean[step / period] * profile.shares[phase];
    std::vector<double> sizes;
    for (const std::size_t other : by_likeness(profile, phase)) {
      if (sizes.size() >= kFewestErrors) break;
      sizes.insert(sizes.end(), errors[other].begin(), errors[other].end());
      sizes.insert(sizes.end(), without[other], mean * kJustBeyond);
    }
    prediction.mean[step] = mean;
    set_half_widths(prediction, step, conformal_quantile(sizes, 0.80), conformal_quantile(sizes, 0.95));
  }
  return prediction;
}

}  // namespace klytics::forecast
