// From orders to purchase histories.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analytics/customer_value/purchase_sample.h"
#include "core/orders.h"

namespace klytics::analytics {

/// A customer's orders up to a last day. Orders of one day are one order.
struct OrderHistory {
  std::uint32_t customer;  // as in the orders
  std::int32_t first_day;
  std::int32_t last_day;           // of the last order; first_day without a repeat order
  std::int32_t repeat_orders = 0;  // days with an order after the first
  std::int32_t later_orders = 0;   // days with an order after the last day of the observation
  double repeat_spend = 0;         // sum over the repeat orders, in the currency's unit

  /// `until` is the last day of the observation, `unit_days` the unit of time in days.
  PurchaseHistory in_units(std::int32_t until, double unit_days) const;
  /// m: the mean amount of the repeat orders, 0 without one.
  double mean_repeat_spend() const { return repeat_orders == 0 ? 0 : repeat_spend / repeat_orders; }
};

/// One history for each customer with an order up to `until`, by customer number. Later orders up to `later_until`
/// count as later_orders. Customers who have only rows of amount 0 are there from the first of those days, without
/// repeat orders: they came and may order, although what they did is no order. O(orders log orders).
std::vector<OrderHistory> order_histories(const Orders& orders, std::int32_t until, std::int32_t later_until);

/// How many customers have only rows of amount 0.
std::size_t customers_without_orders(const Orders& orders);

}  // namespace klytics::analytics
