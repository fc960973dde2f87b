#include "analytics/customer_value/valuation.h"

#include "analytics/customer_value/gamma_gamma.h"

namespace klytics::analytics {

CustomerValue Valuation::operator()(const PurchaseHistory& history, double mean_spend) {
  const auto [entry, is_new] = if_alive_.try_emplace({history.orders, history.observed});
  if (is_new)
    entry->second = {model_.expected_orders_if_alive(parameters_, history.orders, history.observed, horizon_),
                     model_.discounted_orders_if_alive(parameters_, history.orders, history.observed, rate_)};
  CustomerValue value{};
  value.probability_alive = model_.probability_alive(parameters_, history);
  value.expected_orders = value.probability_alive * entry->second.expected;
  value.discounted_orders = value.probability_alive * entry->second.discounted;
  if (spend_) {
    value.expected_spend = gamma_gamma::expected_spend(*spend_, history.orders, mean_spend);
    value.value = value.discounted_orders * *value.expected_spend;
  }
  return value;
}

}  // namespace klytics::analytics
