// The NBD model of repeat buying: nobody ever leaves.
#pragma once

#include "analytics/customer_value/purchase_model.h"

namespace klytics::analytics {

/// A customer buys at a rate ~ Gamma(r, alpha) over customers for good (Ehrenberg 1959). It is what the other models
/// come to in data that show nobody who left, where their parameters of leaving have no maximum. Parameters r, alpha;
/// alpha in units of time.
class NegativeBinomial final : public PurchaseModel {
 public:
  std::string_view name() const override { return "nbd"; }
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
