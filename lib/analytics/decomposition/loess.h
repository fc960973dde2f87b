// Local regression over evenly spaced values: the smoother that STL is made of.
#pragma once

#include <span>

namespace klytics::decomposition {

struct Smoother {
  int window = 3;  // observations with a positive weight; beyond the number of values the weights flatten
  int degree = 1;  // 0: local mean, 1: local line
  int jump = 1;    // fit at every jump-th value, and lines between

  /// Smooths values at 0, 1, ..., n - 1 into `smooth` of the same length. `weights` is empty or one weight a value.
  void smooth(std::span<const double> values, std::span<const double> weights, std::span<double> smooth) const;
  /// The fit at `position` from the values first..last (inclusive); false when every weight there is zero.
  bool fit_at(std::span<const double> values, std::span<const double> weights, double position, int first, int last,
              double& fit) const;
};

}  // namespace klytics::decomposition
