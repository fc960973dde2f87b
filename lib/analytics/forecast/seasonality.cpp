#include "analytics/forecast/seasonality.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace klytics::forecast {

std::vector<double> autocorrelations(std::span<const double> values, int lags) {
  std::vector<double> result(static_cast<std::size_t>(lags));
  const auto count = values.size();
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(count);
  double variance = 0;
  for (const double value : values) variance += (value - mean) * (value - mean);
  if (!(variance > 0)) return result;
  for (std::size_t lag = 1; lag <= result.size() && lag < count; ++lag) {
    double sum = 0;
    for (std::size_t t = lag; t < count; ++t) sum += (values[t] - mean) * (values[t - lag] - mean);
    result[lag - 1] = sum / variance;
  }
  return result;
}

bool has_season(const History& history) {
  const int period = history.period;
  if (period <= 1 || history.size() <= 2 * period) return false;
  const auto r = autocorrelations(history.values, period);
  double squares = 0;
  for (std::size_t lag = 0; lag + 1 < r.size(); ++lag) squares += r[lag] * r[lag];
  constexpr double kNormal95 = 1.6448536269514722;  // two-sided 90 %, as Assimakopoulos & Nikolopoulos 2000
  return std::abs(r.back()) > kNormal95 * std::sqrt((1 + 2 * squares) / history.size());
}

double SeasonalIndices::remove(double value, int t) const {
  if (values.empty()) return value;
  const double index = values[static_cast<std::size_t>(t) % values.size()];
  return multiplicative ? value / index : value - index;
}

double SeasonalIndices::apply(double value, int t) const {
  if (values.empty()) return value;
  const double index = values[static_cast<std::size_t>(t) % values.size()];
  return multiplicative ? value * index : value + index;
}

double SeasonalIndices::deviation_factor(int t) const {
  return multiplicative && !values.empty() ? values[static_cast<std::size_t>(t) % values.size()] : 1.0;
}

SeasonalIndices classical_indices(const History& history, bool multiplicative) {
  const int period = history.period;
  const int half = period / 2;
  const bool even = period % 2 == 0;
  std::vector<double> sums(static_cast<std::size_t>(period));
  std::vector<int> counts(static_cast<std::size_t>(period));
  for (int t = half; t + half < history.size(); ++t) {
    double trend = 0;
    for (int lag = -half; lag <= half; ++lag) {
      const double weight = even && std::abs(lag) == half ? 0.5 : 1.0;  // 2 x m average when m is even
      trend += weight * history[t + lag];
    }
    trend /= period;
    const auto phase = static_cast<std::size_t>(t % period);
    sums[phase] += multiplicative ? history[t] / trend : history[t] - trend;
    ++counts[phase];
  }
  for (std::size_t phase = 0; phase < sums.size(); ++phase) sums[phase] /= std::max(counts[phase], 1);
  const double mean = std::accumulate(sums.begin(), sums.end(), 0.0) / period;
  for (double& index : sums) index = multiplicative ? index / mean : index - mean;
  return {multiplicative, std::move(sums)};
}

SeasonalIndices detect_season(const History& history) {
  if (!has_season(history)) return {};
  if (std::ranges::min(history.values) > 0) {
    auto season = classical_indices(history, true);
    constexpr double kSmallestFactor = 1e-2;  // a factor near zero would blow up the adjusted series
    if (std::ranges::min(season.values) > kSmallestFactor) return season;
  }
  return classical_indices(history, false);
}

std::vector<double> remove_season(const History& history, const SeasonalIndices& season) {
  std::vector<double> adjusted(history.values.begin(), history.values.end());
  for (int t = 0; t < history.size(); ++t)
    adjusted[static_cast<std::size_t>(t)] = season.remove(adjusted[static_cast<std::size_t>(t)], t);
  return adjusted;
}

void restore_season(Prediction& prediction, const SeasonalIndices& season, int history_size) {
  for (std::size_t step = 0; step < prediction.mean.size(); ++step) {
    const int t = history_size + static_cast<int>(step);
    prediction.mean[step] = season.apply(prediction.mean[step], t);
    prediction.deviation[step] *= season.deviation_factor(t);
  }
}

}  // namespace klytics::forecast
