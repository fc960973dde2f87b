// Ridge solutions of one set of normal equations that differ in the penalties of a few terms: what they have in common
// is factored once.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "analytics/forecast/models/additive_design.h"

namespace klytics::forecast {

class RidgeTrials {
 public:
  /// The equations must be symmetric() and, with their penalties, positive definite. `penalties` has one a term, not
  /// negative; those of the terms in `varied`, rising, are given to solve() instead. About n^3 / 3 operations for n
  /// terms.
  RidgeTrials(const NormalEquations& equations, const Eigen::VectorXd& penalties, const std::vector<int>& varied);

  /// The coefficients of all terms; `penalties` has one for each of the varied. About k^3 / 3 operations for k of them
  /// and 2 n^2 for n terms.
  Eigen::VectorXd solve(const Eigen::VectorXd& penalties) const;

 private:
  std::vector<int> order_;   // the terms, the varied ones last
  Eigen::MatrixXd factor_;   // lower triangle: the Cholesky factor of the fixed terms, the varied ones' rows below it
  Eigen::MatrixXd rest_;     // lower triangle: what the fixed terms leave of the equations of the varied ones
  Eigen::VectorXd forward_;  // the right-hand side of the fixed terms, divided by the factor
  Eigen::VectorXd right_;    // what it leaves of that of the varied ones
};

}  // namespace klytics::forecast
