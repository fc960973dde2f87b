#include "analytics/forecast/models/ridge_trials.h"

#include <Eigen/Cholesky>
#include <algorithm>

namespace klytics::forecast {

RidgeTrials::RidgeTrials(const NormalEquations& equations, const Eigen::VectorXd& penalties,
                         const std::vector<int>& varied) {
  const auto terms = static_cast<int>(equations.right.size());
  for (int term = 0; term < terms; ++term)
    if (!std::ranges::binary_search(varied, term)) order_.push_back(term);
  const Eigen::Index fixed = std::ssize(order_), count = std::ssize(varied);
  order_.insert(order_.end(), varied.begin(), varied.end());
  factor_.resize(terms, fixed);
  rest_.resize(count, count);
  Eigen::VectorXd right(terms);
  for (Eigen::Index column = 0; column < terms; ++column) {
    const int term = order_[static_cast<std::size_t>(column)];
    right[column] = equations.right[term];
    auto&& values =
        column < fixed ? factor_.col(column).tail(terms - column) : rest_.col(column - fixed).tail(terms - column);
    for (Eigen::Index i = 0; i < terms - column; ++i)
      values[i] = equations.normal(order_[static_cast<std::size_t>(column + i)], term);
    if (column < fixed) values[0] += penalties[term];
  }
  auto top = factor_.topRows(fixed);
  auto below = factor_.bottomRows(count);
  Eigen::LLT<Eigen::Ref<Eigen::MatrixXd>> decomposition(top);
  const auto lower = top.triangularView<Eigen::Lower>();
  lower.transpose().solveInPlace<Eigen::OnTheRight>(below);
  rest_.selfadjointView<Eigen::Lower>().rankUpdate(below, -1.0);
  forward_ = lower.solve(right.head(fixed));
  right_ = right.tail(count) - below * forward_;
}

Eigen::VectorXd RidgeTrials::solve(const Eigen::VectorXd& penalties) const {
  const Eigen::Index fixed = forward_.size(), count = right_.size();
  Eigen::MatrixXd system = rest_;
  system.diagonal() += penalties;
  Eigen::VectorXd ordered(fixed + count);
  ordered.tail(count) = system.selfadjointView<Eigen::Lower>().llt().solve(right_);
  ordered.head(fixed) = factor_.topRows(fixed).triangularView<Eigen::Lower>().transpose().solve(
      forward_ - factor_.bottomRows(count).transpose() * ordered.tail(count));
  Eigen::VectorXd coefficients(ordered.size());
  for (std::size_t i = 0; i < order_.size(); ++i) coefficients[order_[i]] = ordered[static_cast<Eigen::Index>(i)];
  return coefficients;
}

}  // namespace klytics::forecast
