// What fitted models expect of each customer.
#pragma once

#include <optional>
#include <unordered_map>

#include "analytics/customer_value/purchase_model.h"

namespace klytics::analytics {

struct CustomerValue {
  double probability_alive;
  double expected_orders;                // within the horizon
  double discounted_orders;              // of all the future, at the discount rate
  std::optional<double> expected_spend;  // per order; none without a spend model
  std::optional<double> value;           // discounted_orders * expected_spend
};

/// Values customers one by one. Keeps what depends on (x, T) only, which makes a million customers about as costly as
/// their distinct (x, T). Not for concurrent use.
class Valuation {
 public:
  /// `horizon` and 1 / `rate` in units of time, rate > 0 for continuous discounting; `spend` holds the gamma-gamma
  /// parameters, if any.
  Valuation(const PurchaseModel& model, Eigen::VectorXd parameters, double horizon, double rate,
            std::optional<Eigen::VectorXd> spend)
      : model_(model), parameters_(std::move(parameters)), horizon_(horizon), rate_(rate), spend_(std::move(spend)) {}

  /// `mean_spend` is m, not used for a customer without repeat orders.
  CustomerValue operator()(const PurchaseHistory& history, double mean_spend);

 private:
  struct IfAlive {
    double expected, discounted;
  };
  struct Key {
    double orders, observed;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const {
      return std::hash<double>()(key.orders) * 31 + std::hash<double>()(key.observed);
    }
  };

  const PurchaseModel& model_;
  Eigen::VectorXd parameters_;
  double horizon_, rate_;
  std::optional<Eigen::VectorXd> spend_;
  std::unordered_map<Key, IfAlive, KeyHash> if_alive_;
};

}  // namespace klytics::analytics
