#include "analytics/forecast/models/minimize.h"

#include <algorithm>
#include <cmath>

namespace klytics::forecast {
namespace {

using SquareMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, 0, kMostParameters, kMostParameters>;

constexpr double kSufficientDecrease = 1e-4;  // Armijo
constexpr double kCurvature = 0.9;            // weak Wolfe
constexpr double kLongestStep = 2.0;          // in the scale of the variables: logistic parameters saturate beyond

/// A point on the search line with its value and gradient.
struct Point {
  Parameters x, gradient;
  double value = 0;
};

/// Weak Wolfe line search by bracketing and bisection with quadratic interpolation. False when nothing lower was found.
bool search_line(Objective& objective, const Point& from, const Parameters& direction, Point& to, int& evaluations,
                 int most_evaluations) {
  const double slope = from.gradient.dot(direction);
  double low = 0, high = std::numeric_limits<double>::infinity();
  double step = std::min(1.0, kLongestStep / direction.lpNorm<Eigen::Infinity>());
  Point trial;
  trial.gradient.resize(from.x.size());
  bool found = false;
  for (int attempt = 0; attempt < 25 && evaluations < most_evaluations; ++attempt) {
    trial.x = from.x + step * direction;
    trial.value = objective.evaluate(trial.x, trial.gradient);
    ++evaluations;
    if (!(trial.value <= from.value + kSufficientDecrease * step * slope)) {
      high = step;
      const double curvature = trial.value - from.value - slope * step;
      const double vertex = std::isfinite(curvature) ? -slope * step * step / (2 * curvature) : 0.0;
      step = std::clamp(vertex, low + 0.1 * (high - low), low + 0.5 * (high - low));
      if (high * direction.lpNorm<Eigen::Infinity>() < 1e-12) break;
      continue;
    }
    to = trial;
    found = true;
    if (trial.gradient.dot(direction) >= kCurvature * slope) break;
    low = step;
    if (std::isfinite(high)) {
      step = (low + high) / 2;
    } else {
      if (step * direction.lpNorm<Eigen::Infinity>() >= kLongestStep) break;
      step *= 2;
    }
  }
  return found;
}

}  // namespace

Minimum minimize(Objective& objective, Parameters& x, const MinimizeOptions& options) {
  const auto size = x.size();
  Point here{x, Parameters::Zero(size), 0};
  here.value = objective.evaluate(here.x, here.gradient);
  Minimum minimum{here.value, 1, false};
  SquareMatrix inverse_hessian = SquareMatrix::Identity(size, size);
  bool fresh = true;  // the inverse Hessian is still a guess
  int small_steps = 0;
  Point next;
  while (minimum.evaluations < options.most_evaluations) {
    if (here.gradient.lpNorm<Eigen::Infinity>() < options.gradient_tolerance) {
      minimum.converged = true;
      break;
    }
    if (fresh) inverse_hessian.setIdentity() *= 1 / std::max(1.0, here.gradient.norm());
    Parameters direction = -(inverse_hessian * here.gradient);
    if (!(direction.dot(here.gradient) < 0)) {
      inverse_hessian.setIdentity() *= 1 / std::max(1.0, here.gradient.norm());
      direction = -(inverse_hessian * here.gradient);
    }
    if (!search_line(objective, here, direction, next, minimum.evaluations, options.most_evaluations)) {
      if (fresh) break;
      fresh = true;  // start again along the gradient before giving up
      continue;
    }
    const Parameters step = next.x - here.x;
    const Parameters change = next.gradient - here.gradient;
    const double curvature = step.dot(change);
    if (curvature > 1e-12 * step.norm() * change.norm()) {
      if (fresh) inverse_hessian.setIdentity() *= curvature / change.squaredNorm();
      const Parameters image = inverse_hessian * change;
      const double factor = (1 + change.dot(image) / curvature) / curvature;
      inverse_hessian.noalias() += factor * step * step.transpose();
      inverse_hessian.noalias() -= (image * step.transpose() + step * image.transpose()) / curvature;
      fresh = false;
    }
    small_steps = here.value - next.value < options.value_tolerance ? small_steps + 1 : 0;
    here = next;
    if (small_steps >= 2) {
      minimum.converged = true;
      break;
    }
  }
  x = here.x;
  minimum.value = here.value;
  return minimum;
}

}  // namespace klytics::forecast
