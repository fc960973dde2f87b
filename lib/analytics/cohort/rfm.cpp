#include "analytics/cohort/rfm.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "core/error.h"

namespace klytics::analytics {
namespace {

// The values of all customers in order, to find how many are below one.
template <typename Value>
class Ranking {
 public:
  explicit Ranking(std::vector<Value> values) : values_(std::move(values)) {
    std::sort(values_.begin(), values_.end());
  }

  int score(Value value, int bins) const {
    const auto below =
        static_cast<std::size_t>(std::lower_bound(values_.begin(), values_.end(), value) - values_.begin());
    return 1 + static_cast<int>(below * static_cast<std::size_t>(bins) / values_.size());
  }

 private:
  std::vector<Value> values_;
};

template <typename Value>
Ranking<Value> ranking_of(const std::vector<RfmCustomer>& customers, Value RfmCustomer::*member) {
  std::vector<Value> values;
  for (const RfmCustomer& customer : customers) values.push_back(customer.*member);
  return Ranking<Value>(std::move(values));
}

}  // namespace

std::vector<RfmCustomer> rfm(const Orders& orders, std::int32_t last_day, int bins, const RfmTable& table) {
  constexpr std::int32_t kNever = std::numeric_limits<std::int32_t>::min();
  std::vector<RfmCustomer> customers(orders.customer_ids.size(), {0, kNever, 0, 0, 0, 0, 0, RfmGroup::kInactive});
  for (std::size_t i = 0; i < orders.size(); ++i) {
    if (orders.days[i] > last_day) continue;
    RfmCustomer& customer = customers[orders.customers[i]];
    customer.customer = orders.customers[i];
    customer.last_day = std::max(customer.last_day, orders.days[i]);
    customer.orders += 1;
    if (__builtin_add_overflow(customer.amount, orders.amounts[i], &customer.amount))
      throw Error(ErrorKind::kBadData, "the amounts of a customer exceed what can be summed exactly");
  }
  std::erase_if(customers, [](const RfmCustomer& customer) { return customer.orders == 0; });
  if (customers.size() < kRfmThirds)
    throw Error(ErrorKind::kBadData, fmt::format("too few customers for scores: {}", customers.size()));
  const auto require_variance = [&customers](std::string_view dimension, auto member) {
    if (std::all_of(customers.begin(), customers.end(),
                    [&](const RfmCustomer& customer) { return customer.*member == customers[0].*member; }))
      throw Error(ErrorKind::kBadData,
                  fmt::format("no scores: all {} customers have the same {}", customers.size(), dimension),
                  "quantiles need customers who differ");
  };
  require_variance("recency", &RfmCustomer::last_day);
  require_variance("number of orders", &RfmCustomer::orders);
  require_variance("amount", &RfmCustomer::amount);
  const auto recency = ranking_of(customers, &RfmCustomer::last_day);
  const auto frequency = ranking_of(customers, &RfmCustomer::orders);
  const auto monetary = ranking_of(customers, &RfmCustomer::amount);
  for (RfmCustomer& customer : customers) {
    customer.recency = recency.score(customer.last_day, bins);
    customer.frequency = frequency.score(customer.orders, bins);
    customer.monetary = monetary.score(customer.amount, bins);
    const int both = frequency.score(customer.orders, kRfmThirds) + monetary.score(customer.amount, kRfmThirds);
    customer.group = table[static_cast<std::size_t>(kRfmThirds - recency.score(customer.last_day, kRfmThirds))]
                          [static_cast<std::size_t>(kRfmThirds - (both + 1) / 2)];
  }
  return customers;
}

}  // namespace klytics::analytics
