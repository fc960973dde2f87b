// The integrals over customers that the purchase models need and that have no stable closed form.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

namespace klytics::analytics {

/// e^z E_s(z), the integral over u from 0 to infinity of e^(-z u) (1 + u)^(-s). z > 0, s >= 0. Relative error below
/// 1e-13.
double scaled_exponential_integral(double s, double z);

/// The expectation of a smooth positive `function` of p ~ Beta(a, b), a, b > 0, that is constant to double precision
/// where p * `scale` < 1e-17. Relative error about 1e-13 for functions that are analytic but for p <= 0 and p >= 1.
///
/// By the trapezoid rule in y = ln(p / (1 - p)), which converges exponentially: with the step h the error is about
/// e^(-pi^2 / h), and the weight p^a (1 - p)^b is smooth also where a or b is below 1. The tails where function and
/// weight are pure exponentials are summed as geometric series, so the cost (about 300 calls) does not grow as a or b
/// approaches 0.
template <typename Function>
double beta_expectation(double a, double b, double scale, Function function) {
  constexpr double kNegligible = 1e-17;
  // Half the standard deviation of y where that is narrow, as for large a and b.
  const double step = std::min(0.3, 0.5 * std::sqrt(1 / a + 1 / b));
  const double centre = std::log(a / b);
  const auto log_weight = [=](double y) {
    const double log_one_plus = y > 0 ? y + std::log1p(std::exp(-y)) : std::log1p(std::exp(y));
    return a * y - (a + b) * log_one_plus;  // p = e^y / (1 + e^y)
  };
  const double top = log_weight(centre);
  const auto probability = [](double y) { return 1 / (1 + std::exp(-y)); };

  double weights = 1, sum = function(probability(centre));
  for (const double direction : {-1.0, 1.0}) {
    for (double i = 1;; ++i) {
      const double y = centre + direction * i * step;
      const double p = probability(y);
      const double weight = std::exp(log_weight(y) - top);
      const double value = weight * function(p);
      const bool constant = direction < 0 ? p * std::max(1.0, scale) < kNegligible : std::exp(-y) < kNegligible;
      // The sum of this and all farther terms when each is e^(-exponent * step) of the one before.
      const double rest = constant ? -1 / std::expm1(-(direction < 0 ? a : b) * step) : 1;
      weights += weight * rest;
      sum += value * rest;
      if (constant || (weight < kNegligible * weights && value < kNegligible * sum)) break;
    }
  }
  return sum / weights;
}

}  // namespace klytics::analytics
