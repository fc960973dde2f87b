#include "analytics/cohort/second_order.h"

#include <algorithm>
#include <limits>

namespace klytics::analytics {

std::vector<std::vector<Waiting>> waiting_for_second_order(const Orders& orders, std::int32_t last_day) {
  constexpr std::int32_t kNever = std::numeric_limits<std::int32_t>::max();
  struct Customer {
    std::int32_t first = kNever, second = kNever;
    std::uint32_t group = 0;
  };
  std::vector<Customer> customers(orders.customer_ids.size());
  for (std::size_t i = 0; i < orders.size(); ++i) {
    Customer& customer = customers[orders.customers[i]];
    const std::int32_t day = orders.days[i];
    if (day < customer.first) {
      customer.second = customer.first;
      customer.first = day;
      if (!orders.groups.empty()) customer.group = orders.groups[i];
    } else if (day > customer.first) {
      customer.second = std::min(customer.second, day);
    }
  }
  std::vector<std::vector<Waiting>> groups(std::max<std::size_t>(1, orders.group_ids.size()));
  for (const Customer& customer : customers) {
    if (customer.first > last_day) continue;
    const bool happened = customer.second <= last_day;
    groups[customer.group].push_back(
        {static_cast<double>((happened ? customer.second : last_day) - customer.first), happened});
  }
  return groups;
}

}  // namespace klytics::analytics
