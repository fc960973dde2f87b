// Polynomials in the backward shift: products, stability, and the map from unbounded numbers to stable coefficients.
#pragma once

#include <span>
#include <vector>

namespace klytics::forecast {

/// The coefficients c_1, c_2, ... of 1 + c_1 B + c_2 B^2 + ...
using LagPolynomial = std::vector<double>;

/// (1 + short_1 B + ...)(1 + seasonal_1 B^period + ...) without the leading 1.
LagPolynomial multiply(std::span<const double> short_lags, std::span<const double> seasonal, int period);

/// Whether 1 - c_1 z - c_2 z^2 - ... has all roots at a distance above `margin` from the origin (Schur-Cohn).
bool is_stable(std::span<const double> coefficients, double margin = 1.0);

/// Partial autocorrelations tanh(x) to the coefficients of a stable 1 - c_1 B - ..., in place (Monahan 1984), and back.
void stable_from_unbounded(std::span<double> values);
void unbounded_from_stable(std::span<double> values);

}  // namespace klytics::forecast
