// The customers of klytics cohort clv: from orders, or from a file of purchase histories.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "analytics/customer_value/order_histories.h"
#include "analytics/customer_value/purchase_sample.h"

namespace klytics::app {

/// Parallel columns, one element a customer; times in the unit of the models.
struct Customers {
  std::vector<std::string> names;
  std::vector<analytics::PurchaseHistory> histories;
  std::vector<double> mean_spends;  // m; empty when nothing is known of spend
};

/// Reads customer,x,t_x,T and, when `with_spend`, m. "-" is standard input. Throws Error(kInputMissing, kIo, kBadData),
/// naming line and customer.
Customers read_summary(const std::string& path, bool with_spend);

/// Reads period,survivors: the subscribers left at period 0, 1, 2, ..., in this order. Throws as read_summary() does.
std::vector<double> read_survivors(const std::string& path);

/// Histories as analytics::order_histories() gives them, sorted by the customers' names when `by_name`: the database
/// has no order of its own, and results should not depend on one.
std::vector<analytics::OrderHistory> histories_of(const Orders& orders, std::int32_t until, std::int32_t later_until,
                                                  bool by_name);

/// Those of histories up to `until`, in their order.
Customers customers_of(const Orders& orders, std::span<const analytics::OrderHistory> histories, std::int32_t until,
                       double unit_days, bool with_spend);

}  // namespace klytics::app
