// The Pareto/NBD model of repeat buying.
#pragma once

#include "analytics/customer_value/purchase_model.h"

namespace klytics::analytics {

/// While active a customer buys at a rate ~ Gamma(r, alpha) over customers, and leaves at any time at a rate
/// ~ Gamma(s, beta) (Schmittlein, Morrison, Colombo 1987; Fader, Hardie 2005). Parameters r, alpha, s, beta; alpha and
/// beta in units of time.
class Pareto final : public PurchaseModel {
 public:
  std::string_view name() const override { return "pareto-nbd"; }
  std::span<const std::string_view> parameter_names() const override;
  double log_likelihood(const PurchaseSample& sample, const Eigen::VectorXd& parameters,
                        Eigen::VectorXd& gradient) const override;
  double probability_alive(const Eigen::VectorXd& parameters, const PurchaseHistory& history) const override;
  double expected_orders_if_alive(const Eigen::VectorXd& parameters, double orders, double observed,
                                  double horizon) const override;
  double discounted_orders_if_alive(const Eigen::VectorXd& parameters, double orders, double observed,
                                    double rate) const override;
  std::vector<Eigen::VectorXd> starts(double scale) const override;
};

}  // namespace klytics::analytics
