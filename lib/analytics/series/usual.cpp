#include "analytics/series/usual.h"

#include <algorithm>
#include <cmath>

#include "analytics/decomposition/loess.h"
#include "analytics/decomposition/stl.h"
#include "analytics/series/robust_scale.h"

namespace klytics::series {
namespace {

constexpr int kSeasonalWindow = 35;  // seasons: follows a slow change, not the noise
constexpr int kTrendSeasons = 8;     // seasons that the trend is smoothed over, while a season is short
constexpr int kShortSeason = 31;     // beyond, STL's own one and a half seasons are wide enough
constexpr int kPlainWindow = 57;     // values that the trend is smoothed over without season: as for a week

int trend_window(int period) { return period <= kShortSeason ? decomposition::next_odd(kTrendSeasons * period) : 0; }

/// A local line with bisquare weights, as STL weighs: what lies beyond six median distances does not count.
std::vector<double> robust_trend(std::span<const double> values) {
  constexpr int kRounds = 5;
  constexpr double kReach = 6;
  const decomposition::Smoother smoother{kPlainWindow, 1, 1 + kPlainWindow / 10};
  std::vector<double> trend(values.size()), weights, sizes(values.size());
  for (int round = 0; round <= kRounds; ++round) {
    smoother.smooth(values, weights, trend);
    for (std::size_t t = 0; t < values.size(); ++t) sizes[t] = std::abs(values[t] - trend[t]);
    const double reach = kReach * median(sizes);
    weights.assign(values.size(), 1);
    if (!(reach > 0)) break;
    for (std::size_t t = 0; t < values.size(); ++t) {
      const double share = std::fmin(sizes[t] / reach, 1);
      weights[t] = (1 - share * share) * (1 - share * share);
    }
  }
  return trend;
}

}  // namespace

Usual usual_values(std::span<const double> values, std::span<const int> periods) {
  Usual usual{std::vector<double>(values.size()), {}};
  if (periods.empty()) {
    usual.trend = robust_trend(values);
    return usual;
  }
  std::vector<double> rest(values.begin(), values.end());
  for (const int period : periods) {
    auto parts = decomposition::stl(
        rest, period, {.seasonal_window = kSeasonalWindow, .trend_window = trend_window(period), .robust = true});
    for (std::size_t t = 0; t < rest.size(); ++t) rest[t] -= parts.seasonal[t], usual.seasonal[t] += parts.seasonal[t];
    usual.trend = std::move(parts.trend);
  }
  return usual;
}

}  // namespace klytics::series
