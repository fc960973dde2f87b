#include "analytics/cohort/rfm.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "core/error.h"

namespace klytics::analytics {
namespace {

constexpr int kThirds = 3;

using enum RfmGroup;
// By third of recency, then of frequency and monetary, both from the worst.
constexpr std::array<std::array<RfmGroup, kThirds>, kThirds> kGroups = {
    {{kInactive, kAtRisk, kAtRisk}, {kNeedsAttention, kNeedsAttention, kLoyal}, {kRecent, kLoyal, kChampions}}};

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

std::string_view name_of(RfmGroup group) {
  constexpr std::array<std::string_view, kRfmGroups> kNames = {"Champions",       "Loyal",   "Recent",
                                                               "Needs attention", "At risk", "Inactive"};
  return kNames[static_cast<std::size_t>(group)];
}

std::vector<RfmCustomer> rfm(const Orders& orders, std::int32_t last_day, int bins) {
  constexpr std::int32_t kNever = std::numeric_limits<std::int32_t>::min();
  std::vector<RfmCustomer> customers(orders.customer_ids.size(), {0, kNever, 0, 0, 0, 0, 0, kInactive});
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
  if (customers.size() < kThirds)
    throw Error(ErrorKind::kBadData, fmt::format("too few customers for scores: {}", customers.size()));
  const auto recency = ranking_of(customers, &RfmCustomer::last_day);
  const auto frequency = ranking_of(customers, &RfmCustomer::orders);
  const auto monetary = ranking_of(customers, &RfmCustomer::amount);
  for (RfmCustomer& customer : customers) {
    customer.recency = recency.score(customer.last_day, bins);
    customer.frequency = frequency.score(customer.orders, bins);
    customer.monetary = monetary.score(customer.amount, bins);
    const int both = frequency.score(customer.orders, kThirds) + monetary.score(customer.amount, kThirds);
    customer.group = kGroups[static_cast<std::size_t>(recency.score(customer.last_day, kThirds) - 1)]
                            [static_cast<std::size_t>((both + 1) / 2 - 1)];
  }
  return customers;
}

}  // namespace klytics::analytics
