// The BG/NBD and MBG/NBD models of repeat buying.
#pragma once

#include "analytics/customer_value/purchase_model.h"

namespace klytics::analytics {

/// While active a customer buys at a rate ~ Gamma(r, alpha) over customers, and leaves after a purchase with a
/// probability ~ Beta(a, b). In the original model (Fader, Hardie, Lee 2005, "Counting your customers the easy way")
/// one leaves after repeat purchases only, in the modified one (Batislam, Denizel, Filiztekin 2007; Hoppe, Wagner 2007)
/// also after the first. Parameters r, alpha, a, b; alpha in units of time.
class BetaGeometric final : public PurchaseModel {
 public:
  enum class Variant { kOriginal, kModified };
  explicit BetaGeometric(Variant variant) : chances_before_repeats_(variant == Variant::kModified ? 1 : 0) {}

  std::string_view name() const override { return chances_before_repeats_ == 0 ? "bg-nbd" : "mbg-nbd"; }
  std::span<const std::string_view> parameter_names() const override;
  double log_likelihood(const PurchaseSample& sample, const Eigen::VectorXd& parameters,
                        Eigen::VectorXd& gradient) const override;
  double probability_alive(const Eigen::VectorXd& parameters, const PurchaseHistory& history) const override;
  double expected_orders_if_alive(const Eigen::VectorXd& parameters, double orders, double observed,
                                  double horizon) const override;
  double discounted_orders_if_alive(const Eigen::VectorXd& parameters, double orders, double observed,
                                    double rate) const override;
  std::vector<Eigen::VectorXd> starts(double scale) const override;

 private:
  double chances_before_repeats_;  // occasions on which a customer without repeat orders may have left
};

}  // namespace klytics::analytics
