// Groups of customers that are looked at apart, and what the customers of a group have ordered.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analytics/cohort/survival.h"
#include "core/orders.h"

namespace klytics::analytics {

/// Parallel columns. A customer may be in several groups or in none.
struct CustomerGroups {
  std::vector<std::string> names;
  std::vector<std::vector<std::uint32_t>> members;  // customer numbers, each once
};

/// One group for each value of the group column; a customer is in that of its first order, of several on that day of
/// the first row. `orders` must have groups.
CustomerGroups groups_of_first_order(const Orders& orders);

/// Takes those who are in several groups out of all of them, so that the groups are independent, and says how many.
std::size_t leave_out_shared(CustomerGroups& groups, std::size_t customers);

/// The waits of each group's members, without those who have none (an element a customer).
std::vector<std::vector<Waiting>> by_group(std::span<const std::optional<Waiting>> waiting,
                                           const CustomerGroups& groups);

/// The customers of one group; `orders` and `amounts` are parallel, amounts in the currency's unit.
struct CustomerTotals {
  std::vector<double> orders, amounts;
  std::int64_t buyers = 0;            // with an order
  std::int64_t repeat_customers = 0;  // with orders on two days or more
};

/// By group, of all members with an order up to `last_day`; of all members when `with_idle`. Linear.
std::vector<CustomerTotals> totals_by_group(const Orders& orders, const CustomerGroups& groups, std::int32_t last_day,
                                            bool with_idle);

/// Of a list that is not empty.
double mean_of(std::span<const double> values);

}  // namespace klytics::analytics
