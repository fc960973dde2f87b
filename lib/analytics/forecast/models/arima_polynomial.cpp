#include "analytics/forecast/models/arima_polynomial.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace klytics::forecast {
namespace {

constexpr std::size_t kMostCoefficients = 8;  // p and q go to 5

/// Reverse Durbin-Levinson recursion: coefficients to partial autocorrelations, in place. False when one reaches 1.
bool to_partial(std::span<double> values) {
  std::array<double, kMostCoefficients> work{};
  for (std::size_t order = values.size(); order-- > 0;) {
    const double partial = values[order];
    if (!(std::abs(partial) < 1)) return false;
    for (std::size_t i = 0; i < order; ++i)
      work[i] = (values[i] + partial * values[order - 1 - i]) / (1 - partial * partial);
    std::copy_n(work.begin(), order, values.begin());
  }
  return true;
}

}  // namespace

LagPolynomial multiply(std::span<const double> short_lags, std::span<const double> seasonal, int period) {
  const auto m = static_cast<std::size_t>(period);
  LagPolynomial product(short_lags.size() + seasonal.size() * m, 0.0);
  for (std::size_t i = 0; i < short_lags.size(); ++i) product[i] = short_lags[i];
  for (std::size_t j = 0; j < seasonal.size(); ++j) {
    product[(j + 1) * m - 1] += seasonal[j];
    for (std::size_t i = 0; i < short_lags.size(); ++i) product[(j + 1) * m + i] += seasonal[j] * short_lags[i];
  }
  return product;
}

bool is_stable(std::span<const double> coefficients, double margin) {
  std::array<double, kMostCoefficients> values{};
  double power = 1;
  for (std::size_t i = 0; i < coefficients.size(); ++i) values[i] = coefficients[i] * (power *= margin);
  return to_partial(std::span(values).first(coefficients.size()));
}

void stable_from_unbounded(std::span<double> values) {
  std::array<double, kMostCoefficients> work{};
  for (double& value : values) value = std::tanh(value);
  for (std::size_t order = 1; order < values.size(); ++order) {
    const double partial = values[order];
    for (std::size_t i = 0; i < order; ++i) work[i] = values[i] - partial * values[order - 1 - i];
    std::copy_n(work.begin(), order, values.begin());
  }
}

void unbounded_from_stable(std::span<double> values) {
  to_partial(values);
  constexpr double kMost = 0.999;
  for (double& value : values) value = std::atanh(std::clamp(value, -kMost, kMost));
}

}  // namespace klytics::forecast
