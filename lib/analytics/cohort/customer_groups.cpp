#include "analytics/cohort/customer_groups.h"

#include <limits>
#include <numeric>

namespace klytics::analytics {

std::vector<std::uint32_t> group_of_first_order(const Orders& orders) {
  std::vector<std::int32_t> first(orders.customer_ids.size(), std::numeric_limits<std::int32_t>::max());
  std::vector<std::uint32_t> group(orders.customer_ids.size());
  for (std::size_t i = 0; i < orders.size(); ++i) {
    if (orders.days[i] >= first[orders.customers[i]]) continue;
    first[orders.customers[i]] = orders.days[i];
    group[orders.customers[i]] = orders.groups[i];
  }
  return group;
}

std::vector<CustomerTotals> totals_by_group(const Orders& orders, std::int32_t last_day) {
  struct Customer {
    std::int32_t day = 0;  // of one of the orders
    std::int64_t orders = 0;
    bool repeats = false;
    double amount = 0;
  };
  std::vector<Customer> customers(orders.customer_ids.size());
  for (std::size_t i = 0; i < orders.size(); ++i) {
    if (orders.days[i] > last_day) continue;
    Customer& customer = customers[orders.customers[i]];
    if (customer.orders == 0) customer.day = orders.days[i];
    customer.repeats = customer.repeats || orders.days[i] != customer.day;
    customer.orders += 1;
    customer.amount += static_cast<double>(orders.amounts[i]) / static_cast<double>(kMicrosPerUnit);
  }
  const std::vector<std::uint32_t> group = group_of_first_order(orders);
  std::vector<CustomerTotals> totals(orders.group_ids.size());
  for (std::size_t id = 0; id < customers.size(); ++id) {
    if (customers[id].orders == 0) continue;
    CustomerTotals& sums = totals[group[id]];
    sums.orders.push_back(static_cast<double>(customers[id].orders));
    sums.amounts.push_back(customers[id].amount);
    sums.repeat_customers += customers[id].repeats ? 1 : 0;
  }
  return totals;
}

double mean_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace klytics::analytics
