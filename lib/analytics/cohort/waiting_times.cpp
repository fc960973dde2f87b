#include "analytics/cohort/waiting_times.h"

#include <algorithm>

namespace klytics::analytics {

std::vector<std::optional<Waiting>> waiting_for_second_order(const Orders& orders, std::int32_t last_day) {
  struct Customer {
    std::int32_t first = Orders::kNoDay, second = Orders::kNoDay;
  };
  std::vector<Customer> customers(orders.customer_ids.size());
  for (std::size_t i = 0; i < orders.size(); ++i) {
    Customer& customer = customers[orders.customers[i]];
    const std::int32_t day = orders.days[i];
    if (day < customer.first) {
      customer.second = customer.first;
      customer.first = day;
    } else if (day > customer.first) {
      customer.second = std::min(customer.second, day);
    }
  }
  std::vector<std::optional<Waiting>> waiting(customers.size());
  for (std::size_t id = 0; id < customers.size(); ++id) {
    const auto [first, second] = customers[id];
    if (first > last_day) continue;
    const bool happened = second <= last_day;
    waiting[id] = Waiting{static_cast<double>((happened ? second : last_day) - first), happened};
  }
  return waiting;
}

std::vector<std::optional<Waiting>> waiting_for_unsubscribe(std::span<const Subscription> subscriptions,
                                                            std::int32_t last_day) {
  std::vector<std::optional<Waiting>> waiting;
  for (const auto& [from, unsubscribed, lost, seen] : subscriptions) {
    const std::int32_t end = std::min({unsubscribed, lost, last_day});
    waiting.emplace_back();
    if (from <= end) waiting.back() = Waiting{static_cast<double>(end - from), unsubscribed == end};
  }
  return waiting;
}

}  // namespace klytics::analytics
