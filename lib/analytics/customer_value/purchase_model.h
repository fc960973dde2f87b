// What the probability models of repeat buying have in common: fitting, and what they expect of a customer.
#pragma once

#include <Eigen/Core>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "analytics/customer_value/maximum_likelihood.h"
#include "analytics/customer_value/purchase_sample.h"

namespace klytics::analytics {

/// A model of customers who buy at random until they silently leave. Parameters are positive, in the order and with the
/// names of the model's paper; times are in the unit of the data. What a customer will do given that it has not left
/// depends on x and T only, so callers may compute it once for equal (x, T).
class PurchaseModel {
 public:
  virtual ~PurchaseModel() = default;

  virtual std::string_view name() const = 0;
  virtual std::span<const std::string_view> parameter_names() const = 0;

  /// The log-likelihood of a sample, and its gradient. Linear in the number of distinct histories.
  virtual double log_likelihood(const PurchaseSample& sample, const Eigen::VectorXd& parameters,
                                Eigen::VectorXd& gradient) const = 0;
  /// The probability that the customer has not left at T, in [0, 1].
  virtual double probability_alive(const Eigen::VectorXd& parameters, const PurchaseHistory& history) const = 0;
  /// The expected orders in (T, T + horizon] of a customer that has not left at T.
  virtual double expected_orders_if_alive(const Eigen::VectorXd& parameters, double orders, double observed,
                                          double horizon) const = 0;
  /// The expected orders after T, each worth exp(-rate * (time since T)), of a customer that has not left at T. rate >
  /// 0.
  virtual double discounted_orders_if_alive(const Eigen::VectorXd& parameters, double orders, double observed,
                                            double rate) const = 0;
  /// Where to look for the maximum; times in `scale`, the mean observation.
  virtual std::vector<Eigen::VectorXd> starts(double scale) const = 0;
};

/// "bg-nbd", "mbg-nbd", "pareto-nbd" or "nbd". Throws Error(kUsage) for another name.
const PurchaseModel& purchase_model(std::string_view name);

/// Fewest customers, and fewest with a repeat order, that a fit accepts: four parameters from fewer are noise.
inline constexpr double kFewestCustomers = 20;
inline constexpr double kFewestRepeatCustomers = 5;

/// Maximum likelihood from several starts; `about` says in messages what was fitted, behind the model's name. A large
/// sample is searched on an even share of its histories, then polished on all. Throws Error(kBadData) for too few
/// customers, when nobody has ordered twice, or when the data do not determine the parameters.
Maximum fit(const PurchaseModel& model, const PurchaseSample& sample, std::string_view about = {});

}  // namespace klytics::analytics
