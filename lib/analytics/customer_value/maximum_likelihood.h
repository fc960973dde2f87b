// Maximum likelihood over positive parameters, with standard errors.
#pragma once

#include <Eigen/Core>
#include <functional>
#include <span>
#include <string_view>

namespace klytics::analytics {

/// The log-likelihood at `parameters` (all > 0, the paper's order); fills `gradient` with its derivatives by them.
using LogLikelihood = std::function<double(const Eigen::VectorXd& parameters, Eigen::VectorXd& gradient)>;

struct Maximum {
  Eigen::VectorXd parameters;
  Eigen::VectorXd standard_errors;  // from the observed information
  double log_likelihood = 0;
  int evaluations = 0;
};

/// The best maximum found by BFGS in the logarithms of the parameters from every start, at a tolerance that is enough
/// to tell maxima apart. Starts that run away (a parameter past a factor of 10^7 from where it began) are dropped.
/// `observations` scales the tolerance. Throws Error(kBadData) when none arrives.
Eigen::VectorXd search_maximum(const LogLikelihood& log_likelihood, std::span<const Eigen::VectorXd> starts,
                               double observations, std::string_view model);

/// Newton's method from near a maximum, with the Hessian from central differences of the gradient: the relative error
/// of the parameters is about 1e-9. Throws Error(kBadData) when the likelihood is flat there, so that the parameters
/// are not determined by the data.
Maximum polish_maximum(const LogLikelihood& log_likelihood, const Eigen::VectorXd& near, double observations,
                       std::string_view model);

}  // namespace klytics::analytics
