#include "analytics/customer_value/order_histories.h"

#include <algorithm>
#include <limits>

namespace klytics::analytics {
namespace {

struct DayAmount {
  std::int32_t day;
  MoneyMicros amount;
};

// The orders of customer i at [starts[i], starts[i + 1]), by day.
struct ByCustomer {
  std::vector<std::size_t> starts;
  std::vector<DayAmount> orders;
};

ByCustomer by_customer(const Orders& orders) {
  ByCustomer result;
  result.starts.assign(orders.customer_ids.size() + 1, 0);
  for (const std::uint32_t customer : orders.customers) ++result.starts[customer + 1];
  for (std::size_t i = 1; i < result.starts.size(); ++i) result.starts[i] += result.starts[i - 1];
  result.orders.resize(orders.size());
  std::vector<std::size_t> next(result.starts.begin(), result.starts.end() - 1);
  for (std::size_t i = 0; i < orders.size(); ++i)
    result.orders[next[orders.customers[i]]++] = {orders.days[i], orders.amounts[i]};
  const auto earlier = [](const DayAmount& a, const DayAmount& b) { return a.day < b.day; };
  for (std::size_t customer = 0; customer + 1 < result.starts.size(); ++customer) {
    const auto first = result.orders.begin() + static_cast<std::ptrdiff_t>(result.starts[customer]);
    const auto last = result.orders.begin() + static_cast<std::ptrdiff_t>(result.starts[customer + 1]);
    if (!std::is_sorted(first, last, earlier)) std::sort(first, last, earlier);
  }
  return result;
}

}  // namespace

PurchaseHistory OrderHistory::in_units(std::int32_t until, double unit_days) const {
  return {static_cast<double>(repeat_orders), (last_day - first_day) / unit_days, (until - first_day) / unit_days};
}

std::vector<OrderHistory> order_histories(const Orders& orders, std::int32_t until, std::int32_t later_until) {
  constexpr std::int32_t kNever = std::numeric_limits<std::int32_t>::max();
  const ByCustomer sorted = by_customer(orders);
  std::vector<std::int32_t> came(orders.customer_ids.size(), kNever);  // by a row of amount 0
  for (const Orders::FreeRow& row : orders.free_rows) came[row.customer] = std::min(came[row.customer], row.day);

  std::vector<OrderHistory> histories;
  for (std::uint32_t customer = 0; customer < orders.customer_ids.size(); ++customer) {
    std::size_t i = sorted.starts[customer];
    const std::size_t end = sorted.starts[customer + 1];
    // Whoever has an order, whenever it was, first came with it.
    const std::int32_t first = i < end ? sorted.orders[i].day : came[customer];
    if (first > until) continue;
    OrderHistory history{customer, first, first};
    MoneyMicros spend = 0;
    for (std::int32_t day = first; i < end && sorted.orders[i].day <= later_until; ++i) {
      const bool new_day = sorted.orders[i].day != day;
      day = sorted.orders[i].day;
      if (day > until) {
        history.later_orders += new_day ? 1 : 0;
      } else if (day > first) {
        history.repeat_orders += new_day ? 1 : 0;
        history.last_day = day;
        spend += sorted.orders[i].amount;
      }
    }
    history.repeat_spend = static_cast<double>(spend) / static_cast<double>(kMicrosPerUnit);
    histories.push_back(history);
  }
  return histories;
}

std::size_t customers_without_orders(const Orders& orders) {
  std::vector<bool> ordered(orders.customer_ids.size(), false);
  for (const std::uint32_t customer : orders.customers) ordered[customer] = true;
  return static_cast<std::size_t>(std::count(ordered.begin(), ordered.end(), false));
}

}  // namespace klytics::analytics
