#include "analytics/cohort/customer_groups.h"

#include <algorithm>
#include <numeric>

#include "core/error.h"

namespace klytics::analytics {

CustomerGroups groups_of_first_order(const Orders& orders) {
  std::vector<std::int32_t> first(orders.customer_ids.size(), Orders::kNoDay);
  std::vector<std::uint32_t> group(orders.customer_ids.size());
  for (std::size_t i = 0; i < orders.size(); ++i) {
    if (orders.days[i] >= first[orders.customers[i]]) continue;
    first[orders.customers[i]] = orders.days[i];
    group[orders.customers[i]] = orders.groups[i];
  }
  CustomerGroups groups;
  for (std::uint32_t id = 0; id < orders.group_ids.size(); ++id) groups.names.emplace_back(orders.group_ids.text(id));
  groups.members.resize(groups.names.size());
  for (std::uint32_t customer = 0; customer < group.size(); ++customer)
    if (first[customer] != Orders::kNoDay) groups.members[group[customer]].push_back(customer);
  return groups;
}

std::size_t leave_out_shared(CustomerGroups& groups, std::size_t customers) {
  std::vector<std::uint8_t> count(customers, 0);
  for (const std::vector<std::uint32_t>& members : groups.members)
    for (const std::uint32_t customer : members)
      count[customer] = static_cast<std::uint8_t>(count[customer] == 0 ? 1 : 2);
  for (std::vector<std::uint32_t>& members : groups.members)
    std::erase_if(members, [&count](std::uint32_t customer) { return count[customer] > 1; });
  return static_cast<std::size_t>(std::count(count.begin(), count.end(), 2));
}

std::vector<std::vector<Waiting>> by_group(std::span<const std::optional<Waiting>> waiting,
                                           const CustomerGroups& groups) {
  std::vector<std::vector<Waiting>> result(groups.members.size());
  for (std::size_t group = 0; group < result.size(); ++group)
    for (const std::uint32_t customer : groups.members[group])
      if (waiting[customer]) result[group].push_back(*waiting[customer]);
  return result;
}

std::vector<CustomerTotals> totals_by_group(const Orders& orders, const CustomerGroups& groups, std::int32_t last_day,
                                            bool with_idle) {
  struct Customer {
    std::int32_t day = 0;  // of one of the orders
    std::int64_t orders = 0;
    bool repeats = false;
    MoneyMicros amount = 0;
  };
  std::vector<Customer> customers(orders.customer_ids.size());
  for (std::size_t i = 0; i < orders.size(); ++i) {
    if (orders.days[i] > last_day) continue;
    Customer& customer = customers[orders.customers[i]];
    if (customer.orders == 0) customer.day = orders.days[i];
    customer.repeats = customer.repeats || orders.days[i] != customer.day;
    customer.orders += 1;
    if (__builtin_add_overflow(customer.amount, orders.amounts[i], &customer.amount))
      throw Error(ErrorKind::kBadData, "the amounts of a customer exceed what can be summed exactly");
  }
  std::vector<CustomerTotals> totals(groups.members.size());
  for (std::size_t group = 0; group < totals.size(); ++group) {
    for (const std::uint32_t id : groups.members[group]) {
      const Customer& customer = customers[id];
      if (customer.orders == 0 && !with_idle) continue;
      totals[group].orders.push_back(static_cast<double>(customer.orders));
      totals[group].amounts.push_back(static_cast<double>(customer.amount) / static_cast<double>(kMicrosPerUnit));
      totals[group].buyers += customer.orders > 0 ? 1 : 0;
      totals[group].repeat_customers += customer.repeats ? 1 : 0;
    }
  }
  return totals;
}

double mean_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace klytics::analytics
