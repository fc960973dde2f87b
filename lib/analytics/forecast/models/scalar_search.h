// The minimum of a function of one variable on an interval, without derivatives.
#pragma once

#include <array>
#include <cmath>

namespace klytics::forecast {

/// The argument of the smallest value found: a grid of `cells` + 1 points, then golden section search around the best
/// of them to the relative `tolerance`. Finds the global minimum when it is wider than a cell. Non-finite values count
/// as infinite.
template <typename Function>
double smallest_argument(Function&& function, double low, double high, int cells = 10, double tolerance = 1e-6) {
  const double width = (high - low) / cells;
  double best = low;
  double best_value = function(low);
  for (int cell = 1; cell <= cells; ++cell) {
    const double argument = cell == cells ? high : low + cell * width;
    const double value = function(argument);
    if (value < best_value || !std::isfinite(best_value)) best = argument, best_value = value;
  }
  constexpr double kGolden = 0.6180339887498949;
  double left = std::fmax(low, best - width);
  double right = std::fmin(high, best + width);
  double inner_left = right - kGolden * (right - left);
  double inner_right = left + kGolden * (right - left);
  double value_left = function(inner_left);
  double value_right = function(inner_right);
  while (right - left > tolerance * (std::abs(best) + tolerance)) {
    if (value_left <= value_right) {
      right = inner_right;
      inner_right = inner_left;
      value_right = value_left;
      inner_left = right - kGolden * (right - left);
      value_left = function(inner_left);
    } else {
      left = inner_left;
      inner_left = inner_right;
      value_left = value_right;
      inner_right = left + kGolden * (right - left);
      value_right = function(inner_right);
    }
  }
  const double refined = value_left <= value_right ? inner_left : inner_right;
  return std::fmin(value_left, value_right) < best_value ? refined : best;
}

}  // namespace klytics::forecast
