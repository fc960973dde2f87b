// The minimum of a smooth function of a few variables, by BFGS with analytic gradients and no heap allocation.
#pragma once

#include <Eigen/Core>

namespace klytics::forecast {

inline constexpr int kMostParameters =
    40;  // the largest model: four smoothing parameters and two states and 24 seasons
/// Up to kMostParameters numbers, on the stack.
using Parameters = Eigen::Matrix<double, Eigen::Dynamic, 1, 0, kMostParameters, 1>;

/// A function with its gradient.
class Objective {
 public:
  virtual ~Objective() = default;
  /// The value at x, and its gradient there (same size as x). An inadmissible x gives infinity; the gradient is then
  /// not read.
  virtual double evaluate(const Parameters& x, Parameters& gradient) = 0;
};

struct MinimizeOptions {
  int most_evaluations = 400;
  double value_tolerance = 1e-7;     // stop when two steps in a row lower the value by less than this, absolutely
  double gradient_tolerance = 1e-5;  // or when no component of the gradient is larger
};

struct Minimum {
  double value = 0;
  int evaluations = 0;
  bool converged = false;
};

/// Moves x, whose value must be finite, downhill to a local minimum. Each variable should be scaled so that a change by
/// 1 matters about equally.
Minimum minimize(Objective& objective, Parameters& x, const MinimizeOptions& options = {});

}  // namespace klytics::forecast
