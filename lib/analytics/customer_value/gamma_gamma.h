// The gamma-gamma model of what customers spend per order.
#pragma once

#include <span>
#include <vector>

#include "analytics/customer_value/maximum_likelihood.h"

namespace klytics::analytics {

/// What a customer spent on repeat orders.
struct RepeatSpend {
  double orders;  // x > 0
  double mean;    // m > 0: mean amount of the repeat orders, without the first
};

/// An order's amount is Gamma(p, nu) with nu ~ Gamma(q, gamma) over customers, independent of how often they buy
/// (Fader, Hardie 2013, "The gamma-gamma model of monetary value"). Parameters p, q, gamma; gamma in units of money.
namespace gamma_gamma {

inline constexpr std::string_view kParameterNames[] = {"p", "q", "gamma"};

/// Customers with equal x stand together; made once for many evaluations.
class Sample {
 public:
  /// Every element must have orders > 0 and mean > 0. O(n log n).
  explicit Sample(std::vector<RepeatSpend> spends);

  std::span<const RepeatSpend> spends() const { return spends_; }
  double mean() const;  // of the customers' means
  double coefficient_of_variation() const;

 private:
  std::vector<RepeatSpend> spends_;  // by orders
};

/// The log-likelihood of the customers' means, and its gradient.
double log_likelihood(const Sample& sample, const Eigen::VectorXd& parameters, Eigen::VectorXd& gradient);

/// Maximum likelihood from several starts. Throws Error(kBadData) for too few customers, when all spend the same, or
/// when the data do not determine the parameters or a finite mean (q <= 1).
Maximum fit(const Sample& sample);

/// The expected amount of an order of a customer with `orders` repeat orders of mean `mean` (not used for 0 orders).
/// Needs p * orders + q > 1.
double expected_spend(const Eigen::VectorXd& parameters, double orders, double mean);

}  // namespace gamma_gamma
}  // namespace klytics::analytics
