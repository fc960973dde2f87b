#include <algorithm>
#include <cmath>
#include <numeric>

#include "analytics/forecast/models/arima.h"
#include "analytics/forecast/seasonality.h"

namespace klytics::forecast {
namespace {

/// The KPSS statistic of stationarity around a level, with the Bartlett window of R's urca (3 sqrt(n) / 13 lags).
double kpss_statistic(const std::vector<double>& values) {
  const auto n = values.size();
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(n);
  const auto lags = static_cast<std::size_t>(3 * std::sqrt(static_cast<double>(n)) / 13);
  double sum = 0, squares = 0, variance = 0;
  for (const double value : values) {
    sum += value - mean;
    squares += sum * sum;
    variance += (value - mean) * (value - mean);
  }
  for (std::size_t lag = 1; lag <= lags; ++lag) {
    double covariance = 0;
    for (std::size_t t = lag; t < n; ++t) covariance += (values[t] - mean) * (values[t - lag] - mean);
    variance += 2 * (1 - static_cast<double>(lag) / static_cast<double>(lags + 1)) * covariance;
  }
  return variance > 0 ? squares / (static_cast<double>(n) * variance) : 0.0;
}

bool is_constant(const std::vector<double>& values) {
  return std::ranges::all_of(values, [&](double value) { return value == values.front(); });
}

/// 1 - var(remainder) / var(remainder + season) of the additive classical decomposition, at least 0.
double seasonal_strength(const History& history) {
  const SeasonalIndices season = classical_indices(history, false);
  const int half = history.period / 2;
  const bool even = history.period % 2 == 0;
  double mean = 0, both = 0, rest = 0, mean_rest = 0;
  int count = 0;
  for (int pass = 0; pass < 2; ++pass) {
    for (int t = half; t + half < history.size(); ++t) {
      double trend = 0;
      for (int lag = -half; lag <= half; ++lag)
        trend += (even && std::abs(lag) == half ? 0.5 : 1.0) * history[t + lag] / history.period;
      const double detrended = history[t] - trend;
      const double remainder = season.remove(detrended, t);
      if (pass == 0) {
        mean += detrended, mean_rest += remainder, ++count;
      } else {
        both += std::pow(detrended - mean / count, 2);
        rest += std::pow(remainder - mean_rest / count, 2);
      }
    }
  }
  return both > 0 ? std::fmax(0.0, 1 - rest / both) : 0.0;
}

}  // namespace

std::vector<double> difference(const History& history, int d, int seasonal_d) {
  std::vector<double> values(history.values.begin(), history.values.end());
  const auto apply = [&](std::size_t lag) {
    if (values.size() <= lag) return values.clear();
    for (std::size_t t = values.size(); t-- > lag;) values[t] -= values[t - lag];
    values.erase(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(lag));
  };
  for (int i = 0; i < seasonal_d; ++i) apply(static_cast<std::size_t>(history.period));
  for (int i = 0; i < d; ++i) apply(1);
  return values;
}

Differences choose_differences(const History& history) {
  Differences result;
  constexpr double kStrongSeason = 0.64;    // Wang, Smith & Hyndman 2006, as R nsdiffs
  constexpr double kKpssCritical5 = 0.463;  // Kwiatkowski et al. 1992, level stationarity, 5 %
  if (history.period > 1 && history.size() > 2 * history.period + 2 && seasonal_strength(history) > kStrongSeason)
    result.seasonal_d = 1;
  std::vector<double> values = difference(history, 0, result.seasonal_d);
  while (result.d < 2 && values.size() > 5 && !is_constant(values) && kpss_statistic(values) > kKpssCritical5) {
    ++result.d;
    values = difference(history, result.d, result.seasonal_d);
  }
  return result;
}

}  // namespace klytics::forecast
