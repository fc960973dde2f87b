// The group that each customer belongs to, and what each customer of a group has ordered.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/orders.h"

namespace klytics::analytics {

/// The group of each customer's first order, of several on that day the first row's; by customer number. 0 for
/// customers without an order. `orders` must have groups.
std::vector<std::uint32_t> group_of_first_order(const Orders& orders);

/// The customers of one group; `orders` and `amounts` are parallel, amounts in the currency's unit.
struct CustomerTotals {
  std::vector<double> orders, amounts;
  std::int64_t repeat_customers = 0;  // with orders on two days or more
};

/// By group, of all customers with an order up to `last_day`. Linear.
std::vector<CustomerTotals> totals_by_group(const Orders& orders, std::int32_t last_day);

/// Of a list that is not empty.
double mean_of(std::span<const double> values);

}  // namespace klytics::analytics
