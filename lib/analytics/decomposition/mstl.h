// Decomposition with several seasons by repeated STL (Bandara, Hyndman & Bergmeir 2021), as R's mstl().
#pragma once

#include <span>
#include <vector>

namespace klytics::decomposition {

/// values = the sum of the seasonals + trend + remainder.
struct MultipleDecomposition {
  std::vector<int> periods;                   // rising, each less than half of the number of values
  std::vector<std::vector<double>> seasonal;  // one a period
  std::vector<double> trend, remainder;
};

/// Periods in any order; those that do not fit twice into the values are left out. When none is left the trend is a
/// local regression and there is no season. Finite values, at least four.
MultipleDecomposition mstl(std::span<const double> values, std::span<const int> periods, bool robust = false);

/// The part of the seasons that repeats: the sum over periods of the last full season of each, at `step` = 1, 2, ...
/// after the last value.
double seasonal_ahead(const MultipleDecomposition& parts, int step);

}  // namespace klytics::decomposition
