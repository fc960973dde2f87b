#include "analytics/customer_value/maximum_likelihood.h"

#include <fmt/format.h>

#include <Eigen/Eigenvalues>
#include <cmath>
#include <limits>
#include <optional>

#include "core/error.h"

namespace klytics::analytics {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double kLargestStep = 1.5;       // of a log-parameter in one iteration: a factor of 4.5
constexpr double kRunaway = 16.1;          // ln 10^7
constexpr double kSearchTolerance = 1e-5;  // of the gradient of the mean log-likelihood
constexpr double kPolishTolerance = 1e-11;
constexpr int kSearchIterations = 200;
constexpr int kPolishIterations = 50;
constexpr double kDifference = 1e-4;  // of a log-parameter: truncation 1e-8 relative, cancellation 1e-12
// Below this ratio of the Hessian's eigenvalues the data do not tell a direction from its neighbours.
constexpr double kFlat = 1e-9;
// A standard error of a log-parameter beyond this says that the data do not even tell the parameter's magnitude.
constexpr double kUnknownMagnitude = 100;

// Minus the mean log-likelihood in log-parameters.
class Objective {
 public:
  Objective(const LogLikelihood& log_likelihood, double observations)
      : log_likelihood_(log_likelihood), observations_(observations) {}

  // +infinity where the likelihood cannot be computed, so that a line search backs off.
  double operator()(const VectorXd& theta, VectorXd& gradient) {
    ++evaluations_;
    const VectorXd parameters = theta.array().exp();
    const double value = log_likelihood_(parameters, gradient);
    gradient = -(gradient.array() * parameters.array()).matrix() / observations_;
    if (!std::isfinite(value) || !gradient.allFinite()) return std::numeric_limits<double>::infinity();
    return -value / observations_;
  }

  MatrixXd hessian(const VectorXd& theta) {
    const Eigen::Index size = theta.size();
    MatrixXd hessian(size, size);
    VectorXd above(size), below(size);
    for (Eigen::Index i = 0; i < size; ++i) {
      VectorXd moved = theta;
      moved[i] = theta[i] + kDifference;
      (*this)(moved, above);
      moved[i] = theta[i] - kDifference;
      (*this)(moved, below);
      hessian.col(i) = (above - below) / (2 * kDifference);
    }
    return (hessian + hessian.transpose()) / 2;
  }

  double observations() const { return observations_; }
  int evaluations() const { return evaluations_; }

 private:
  const LogLikelihood& log_likelihood_;
  double observations_;
  int evaluations_ = 0;
};

struct Point {
  VectorXd theta;
  double value;
};

std::optional<Point> bfgs(Objective& objective, const VectorXd& start) {
  constexpr double kSufficientDecrease = 1e-4;
  VectorXd theta = start;
  VectorXd gradient(theta.size()), next_gradient(theta.size());
  double value = objective(theta, gradient);
  if (!std::isfinite(value)) return std::nullopt;
  MatrixXd inverse = MatrixXd::Identity(theta.size(), theta.size());
  for (int iteration = 0; iteration < kSearchIterations; ++iteration) {
    if (gradient.lpNorm<Eigen::Infinity>() < kSearchTolerance) return Point{theta, value};
    VectorXd step = -inverse * gradient;
    if (step.dot(gradient) >= 0) {
      inverse.setIdentity();
      step = -gradient;
    }
    step *= std::min(1.0, kLargestStep / step.lpNorm<Eigen::Infinity>());
    double length = 1;
    double next = std::numeric_limits<double>::infinity();
    for (; length > 1e-10; length /= 3) {
      next = objective(theta + length * step, next_gradient);
      if (next <= value + kSufficientDecrease * length * step.dot(gradient)) break;
    }
    if (length <= 1e-10) return Point{theta, value};  // no lower value to machine precision
    const VectorXd moved = length * step;
    const VectorXd change = next_gradient - gradient;
    theta += moved;
    value = next;
    gradient = next_gradient;
    if ((theta - start).lpNorm<Eigen::Infinity>() > kRunaway) return std::nullopt;
    const double curvature = moved.dot(change);
    if (curvature <= 1e-14) continue;
    if (iteration == 0) inverse *= curvature / change.squaredNorm();
    const VectorXd scaled = inverse * change;
    inverse += (1 + change.dot(scaled) / curvature) / curvature * moved * moved.transpose() -
               (scaled * moved.transpose() + moved * scaled.transpose()) / curvature;
  }
  return std::nullopt;
}

[[noreturn]] void fail_undetermined(std::string_view model) {
  throw Error(ErrorKind::kBadData, fmt::format("the data do not determine the parameters of {}", model),
              "the likelihood has no single finite maximum; use more customers, a longer period or another model");
}

}  // namespace

VectorXd search_maximum(const LogLikelihood& log_likelihood, std::span<const VectorXd> starts, double observations,
                        std::string_view model) {
  Objective objective(log_likelihood, observations);
  std::optional<Point> best;
  for (const VectorXd& start : starts) {
    std::optional<Point> point = bfgs(objective, start.array().log());
    if (point && (!best || point->value < best->value)) best = std::move(point);
  }
  if (!best) fail_undetermined(model);
  return best->theta.array().exp();
}

Maximum polish_maximum(const LogLikelihood& log_likelihood, const VectorXd& near, double observations,
                       std::string_view model) {
  Objective objective(log_likelihood, observations);
  VectorXd theta = near.array().log();
  VectorXd gradient(theta.size());
  double value = objective(theta, gradient);
  Eigen::SelfAdjointEigenSolver<MatrixXd> solver(objective.hessian(theta));
  bool fresh = true;
  double norm = gradient.lpNorm<Eigen::Infinity>();
  for (int iteration = 0; iteration < kPolishIterations && norm > kPolishTolerance; ++iteration) {
    // Steps along every eigenvector, uphill directions of the start turned round.
    const VectorXd curvature =
        solver.eigenvalues().cwiseAbs().cwiseMax(kFlat * solver.eigenvalues().cwiseAbs().maxCoeff());
    VectorXd step = -solver.eigenvectors() * (solver.eigenvectors().transpose() * gradient).cwiseQuotient(curvature);
    step *= std::min(1.0, kLargestStep / step.lpNorm<Eigen::Infinity>());
    VectorXd next_gradient(theta.size());
    const double next = objective(theta + step, next_gradient);
    const double next_norm = next_gradient.lpNorm<Eigen::Infinity>();
    const bool better = std::isfinite(next) && (next < value || next_norm < norm);
    if (better) {
      theta += step;
      value = next;
      gradient = next_gradient;
    } else if (fresh) {
      break;  // as good as the precision of the likelihood allows
    }
    fresh = !better || next_norm > norm / 8;  // the Hessian is kept while it works
    if (fresh) solver.compute(objective.hessian(theta));
    norm = gradient.lpNorm<Eigen::Infinity>();
  }
  if (!std::isfinite(value) || norm > kSearchTolerance) fail_undetermined(model);
  solver.compute(objective.hessian(theta));
  if (!(solver.eigenvalues()[0] > kFlat * solver.eigenvalues()[theta.size() - 1])) fail_undetermined(model);

  Maximum maximum;
  maximum.parameters = theta.array().exp();
  const MatrixXd covariance = solver.eigenvectors() *
                              (solver.eigenvalues() * observations).cwiseInverse().asDiagonal() *
                              solver.eigenvectors().transpose();
  if (!(covariance.diagonal().maxCoeff() < kUnknownMagnitude * kUnknownMagnitude)) fail_undetermined(model);
  maximum.standard_errors = maximum.parameters.array() * covariance.diagonal().array().sqrt();
  maximum.log_likelihood = -value * observations;
  maximum.evaluations = objective.evaluations();
  return maximum;
}

}  // namespace klytics::analytics
