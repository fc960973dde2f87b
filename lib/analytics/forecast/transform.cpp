#include "analytics/forecast/transform.h"

#include <algorithm>
#include <cmath>

namespace klytics::forecast {
namespace {

/// Coefficient of variation of spread / level^(1 - lambda) over whole seasons.
double variation(std::span<const double> values, std::size_t length, double lambda) {
  const std::size_t seasons = values.size() / length, skipped = values.size() % length;
  std::vector<double> ratios;
  for (std::size_t season = 0; season < seasons; ++season) {
    const auto part = values.subspan(skipped + season * length, length);
    double mean = 0, squares = 0;
    for (const double value : part) mean += value / static_cast<double>(length);
    for (const double value : part) squares += std::pow(value - mean, 2);
    ratios.push_back(std::sqrt(squares / static_cast<double>(length - 1)) / std::pow(mean, 1 - lambda));
  }
  double mean = 0, squares = 0;
  for (const double ratio : ratios) mean += ratio / static_cast<double>(seasons);
  for (const double ratio : ratios) squares += std::pow(ratio - mean, 2);
  return mean > 0 ? std::sqrt(squares / static_cast<double>(seasons - 1)) / mean : 0.0;
}

}  // namespace

double BoxCox::forward(double value) const {
  const double y = value / unit;
  return lambda == 0 ? std::log(y) : (std::pow(y, lambda) - 1) / lambda;
}

double BoxCox::back(double transformed) const {
  constexpr double kLargestLogarithm = 300;
  if (lambda == 0) return unit * std::exp(std::fmin(transformed, kLargestLogarithm));
  const double base = lambda * transformed + 1;
  if (!(base > 0)) return lambda > 0 ? 0.0 : unit * std::exp(kLargestLogarithm);
  return unit * std::exp(std::fmin(std::log(base) / lambda, kLargestLogarithm));
}

double BoxCox::mean_back(double mean, double deviation) const {
  const double base = lambda * mean + 1;
  if (!(base > 0)) return back(mean);
  const double adjusted = back(mean) * (1 + deviation * deviation * (1 - lambda) / (2 * base * base));
  return std::fmax(adjusted, 0.0);
}

double guerrero_lambda(std::span<const double> values, int period) {
  const auto length = static_cast<std::size_t>(std::max(period, 2));
  if (values.size() < 2 * length) return 1;
  double best = 1, smallest = variation(values, length, 1);
  constexpr int kSteps = 60;  // a grid of 0.05 between -1 and 2: a finer lambda changes no forecast
  for (int step = 0; step <= kSteps; ++step) {
    const double lambda = -1 + 3.0 * step / kSteps, size = variation(values, length, lambda);
    if (size < smallest) smallest = size, best = lambda;
  }
  return std::abs(best) < 1e-9 ? 0 : best;
}

BoxCox centred_box_cox(double lambda, std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += std::log(value);
  return {std::fmax(lambda, 0.0), std::exp(sum / static_cast<double>(values.size()))};
}

}  // namespace klytics::forecast
