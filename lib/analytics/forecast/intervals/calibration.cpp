#include "analytics/forecast/intervals/calibration.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "analytics/forecast/intervals/intervals.h"

namespace klytics::forecast {
namespace {

// Constant, log period and its square, log step, log(0.1 + disagreement), 10 / length.
using Features = std::array<double, 6>;
enum Feature : std::size_t { kLogStep = 3, kDisagreement = 4 };  // those that change with the step

/// The log of half-width / deviation, at one level.
struct Level {
  Features others;  // coefficients of the features, fitted on other series
  double own;       // what is added to the log of the size of the series' own past errors
};

// tests/bench/calibrate_intervals.py on M1 and Tourism, every series with equal weight.
constexpr Level k80{{0.745, -0.060, -0.029, 0.073, 0.269, 0.559}, 0.253};
constexpr Level k95{{1.218, 0.087, -0.085, 0.121, 0.235, 0.685}, 0.897};

/// The standard deviation of the members' means around their mean.
double disagreement(std::span<const Prediction> members, std::size_t step) {
  const auto count = static_cast<double>(members.size());
  double mean = 0, squares = 0;
  for (const Prediction& member : members) mean += member.mean[step] / count;
  for (const Prediction& member : members) squares += std::pow(member.mean[step] - mean, 2) / count;
  return std::sqrt(squares);
}

/// The share that a series' own errors have in the widths: they are worth as many observations as there were origins,
/// and the other series are worth two.
double own_share(const PastErrors& past) {
  constexpr int kFewest = 3, kOthers = 2;
  return past.origins < kFewest ? 0.0 : static_cast<double>(past.origins) / (past.origins + kOthers);
}

}  // namespace

void calibrate(Prediction& prediction, std::span<const Prediction> members, const History& history,
               const PastErrors& past) {
  if (history.size() < 4) return;
  constexpr double kLongest = 150, kLongestPeriod = 12, kLongestStep = 24;  // no further than the competitions
  constexpr double kMostDisagreement = 10, kSmallestErrors = 1e-2;
  const double period = std::log(std::min<double>(history.period, kLongestPeriod));
  Features features{1, period, period * period, 0, 0, 10 / std::min<double>(history.size(), kLongest)};
  const double share = own_share(past), size = std::log(std::fmax(past.size, kSmallestErrors));
  for (std::size_t step = 0; step < prediction.mean.size(); ++step) {
    const double deviation = prediction.deviation[step];
    if (!(deviation > 0)) continue;
    features[kLogStep] = std::log(std::min(static_cast<double>(step + 1), kLongestStep));
    features[kDisagreement] = std::log(0.1 + std::min(disagreement(members, step) / deviation, kMostDisagreement));
    const auto half_width = [&](const Level& level) {
      const double others = std::inner_product(features.begin(), features.end(), level.others.begin(), 0.0);
      return deviation * std::exp(share * (size + level.own) + (1 - share) * others);
    };
    set_half_widths(prediction, step, half_width(k80), half_width(k95));
  }
}

}  // namespace klytics::forecast
