#include "analytics/forecast/evaluation/accuracy.h"

#include <cmath>
#include <limits>

namespace klytics::forecast {
namespace {

/// Mean of loss(i) over 0..count-1.
template <typename Loss>
double mean_of(std::size_t count, Loss loss) {
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += loss(i);
  return sum / static_cast<double>(count);
}

template <typename Loss>
double seasonal_difference_loss(const History& history, Loss loss) {
  const int count = history.size() - history.period;
  if (count <= 0) return std::numeric_limits<double>::quiet_NaN();
  double sum = 0;
  for (int t = history.period; t < history.size(); ++t) sum += loss(history[t] - history[t - history.period]);
  return sum > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

double seasonal_naive_error(const History& history) {
  return seasonal_difference_loss(history, [](double difference) { return std::abs(difference); });
}

double seasonal_naive_squared_error(const History& history) {
  return seasonal_difference_loss(history, [](double difference) { return difference * difference; });
}

double mean_absolute_error(std::span<const double> actual, std::span<const double> forecast) {
  return mean_of(actual.size(), [&](std::size_t i) { return std::abs(actual[i] - forecast[i]); });
}

double root_mean_squared_error(std::span<const double> actual, std::span<const double> forecast) {
  return std::sqrt(mean_of(actual.size(), [&](std::size_t i) { return std::pow(actual[i] - forecast[i], 2); }));
}

double bias(std::span<const double> actual, std::span<const double> forecast) {
  return mean_of(actual.size(), [&](std::size_t i) { return forecast[i] - actual[i]; });
}

double symmetric_percentage_error(std::span<const double> actual, std::span<const double> forecast) {
  return mean_of(actual.size(), [&](std::size_t i) {
    const double size = std::abs(actual[i]) + std::abs(forecast[i]);
    return size > 0 ? 200 * std::abs(actual[i] - forecast[i]) / size : 0.0;
  });
}

double mean_absolute_scaled_error(std::span<const double> actual, std::span<const double> forecast, double scale) {
  return mean_absolute_error(actual, forecast) / scale;
}

double root_mean_squared_scaled_error(std::span<const double> actual, std::span<const double> forecast,
                                      double squared_scale) {
  return root_mean_squared_error(actual, forecast) / std::sqrt(squared_scale);
}

double coverage(std::span<const double> actual, std::span<const double> lower, std::span<const double> upper) {
  return mean_of(actual.size(),
                 [&](std::size_t i) { return actual[i] >= lower[i] && actual[i] <= upper[i] ? 1.0 : 0.0; });
}

double scaled_interval_score(std::span<const double> actual, std::span<const double> lower,
                             std::span<const double> upper, double level, double scale) {
  const double penalty = 2 / (1 - level);
  return mean_of(actual.size(),
                 [&](std::size_t i) {
                   return upper[i] - lower[i] + penalty * std::fmax(lower[i] - actual[i], 0) +
                          penalty * std::fmax(actual[i] - upper[i], 0);
                 }) /
         scale;
}

double pinball_loss(std::span<const double> actual, std::span<const double> quantile, double probability) {
  return mean_of(actual.size(), [&](std::size_t i) {
    const double error = actual[i] - quantile[i];
    return error >= 0 ? probability * error : (probability - 1) * error;
  });
}

}  // namespace klytics::forecast
