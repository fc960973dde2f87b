#include "analytics/decomposition/periods.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <ranges>

#include "analytics/decomposition/stl.h"
#include "analytics/forecast/seasonality.h"

namespace klytics::decomposition {
namespace {

double variance(std::span<const double> values) {
  const auto n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double sum = 0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return sum / n;
}

/// What a line through all values leaves; zeros when that is no more than rounding.
std::vector<double> without_line(std::span<const double> values) {
  const auto n = static_cast<double>(values.size());
  const double middle = (n - 1) / 2, mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double moment = 0, spread = 0;
  for (std::size_t t = 0; t < values.size(); ++t) {
    const double distance = static_cast<double>(t) - middle;
    moment += distance * (values[t] - mean);
    spread += distance * distance;
  }
  std::vector<double> rest(values.begin(), values.end());
  for (std::size_t t = 0; t < rest.size(); ++t)
    rest[t] -= mean + (spread > 0 ? moment / spread * (static_cast<double>(t) - middle) : 0);
  constexpr double kRounding = 1e-10;  // of the values
  const auto size = [](double value) { return std::abs(value); };
  if (std::ranges::max(rest | std::views::transform(size)) <
      kRounding * std::ranges::max(values | std::views::transform(size)))
    std::ranges::fill(rest, 0.0);
  return rest;
}

/// Whether a season that repeats only a few times is there: the test of has_season() is lost on it, since all shorter
/// lags of a slow wave are correlated. Instead a peak of the autocorrelation must stand at the period.
bool has_long_season(std::span<const double> rest, int period) {
  constexpr double kLeastCorrelation = 0.2;
  const auto correlations = forecast::autocorrelations(rest, period + period / 4);
  const auto at = [&](int lag) { return correlations[static_cast<std::size_t>(lag) - 1]; };
  return at(period) > kLeastCorrelation && at(period) > at(period - period / 4) && at(period) > at(period + period / 4);
}

}  // namespace

double strength(std::span<const double> part, std::span<const double> remainder) {
  std::vector<double> both(part.begin(), part.end());
  for (std::size_t t = 0; t < both.size(); ++t) both[t] += remainder[t];
  const double whole = variance(both);
  return whole > 0 ? std::clamp(1 - variance(remainder) / whole, 0.0, 1.0) : 0;
}

std::vector<int> confirmed_periods(std::span<const double> values, std::span<const int> candidates) {
  std::vector<int> found;
  std::vector<double> rest = without_line(values);
  for (const int period : candidates) {
    if (period < 2 || 2 * period >= std::ssize(values)) continue;
    const bool is_long = period > kLongSeason;
    if (!(is_long ? has_long_season(rest, period) : forecast::has_season({rest, period}))) continue;
    const Decomposition parts = stl(rest, period);
    if (strength(parts.seasonal, parts.remainder) < (is_long ? kLeastLongStrength : kLeastStrength)) continue;
    for (std::size_t t = 0; t < rest.size(); ++t) rest[t] -= parts.seasonal[t];
    found.push_back(period);
  }
  return found;
}

int search_period(std::span<const double> values) {
  constexpr std::size_t kMostLags = 2'000;  // beyond, the cost grows and hardly a season repeats often enough
  constexpr double kNearlyAsHigh = 0.9;     // a multiple of the season correlates as much as the season itself
  constexpr double kHighPeak = 0.3;
  const std::size_t lags = std::min(values.size() / 3, kMostLags);
  if (lags < 2) return 1;
  // The largest of so many correlations of noise stays below so many standard deviations.
  const double extreme = std::sqrt(2 * std::log(2 * static_cast<double>(lags)));
  const std::vector<double> rest = without_line(values);
  const auto correlations = forecast::autocorrelations(rest, static_cast<int>(lags));
  std::vector<std::size_t> peaks;
  double highest = 0, squares = 0, lowest = 1;
  for (std::size_t lag = 1; lag + 1 < lags; ++lag) {  // correlations[lag] is of lag + 1
    squares += correlations[lag - 1] * correlations[lag - 1];
    lowest = std::min(lowest, correlations[lag - 1]);
    const double here = correlations[lag], size = static_cast<double>(values.size());
    if (here <= correlations[lag - 1] || here < correlations[lag + 1]) continue;
    // Noise with memory has peaks too: either the shorter lags allow for them, or the peak stands high above a valley.
    const bool unlike_memory = here > extreme * std::sqrt((1 + 2 * squares) / size) && here - lowest > kLeastStrength;
    const bool high = here > extreme / std::sqrt(size) && here > kHighPeak && here - lowest > kHighPeak;
    if (!unlike_memory && !high) continue;
    peaks.push_back(lag);
    highest = std::max(highest, here);
  }
  for (const std::size_t lag : peaks)
    if (correlations[lag] >= kNearlyAsHigh * highest) return static_cast<int>(lag) + 1;
  return 1;
}

}  // namespace klytics::decomposition
