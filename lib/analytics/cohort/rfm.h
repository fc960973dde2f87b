// Recency, frequency and monetary scores of customers, and the six groups made of them.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/orders.h"

namespace klytics::analytics {

enum class RfmGroup { kChampions, kLoyal, kRecent, kNeedsAttention, kAtRisk, kInactive };
inline constexpr int kRfmGroups = 6;

/// "Champions", "Loyal", "Recent", "Needs attention", "At risk", "Inactive".
std::string_view name_of(RfmGroup group);

struct RfmCustomer {
  std::uint32_t customer;  // as in the orders
  std::int32_t last_day;
  std::int64_t orders;
  MoneyMicros amount;
  // 1 (worst) to `bins`: 1 + bins * (share of customers who are strictly worse), rounded down. Equal values score
  // alike.
  int recency, frequency, monetary;
  RfmGroup group;
};

/// Scores everybody with an order up to `last_day`, by customer number. `bins` from 2 to 100. Groups do not depend on
/// `bins`: each dimension is scored in thirds; frequency and monetary are averaged, half up; the table is
///
///   recency | frequency and monetary: 3 | 2               | 1
///   3       | Champions                 | Loyal           | Recent
///   2       | Loyal                     | Needs attention | Needs attention
///   1       | At risk                   | At risk         | Inactive
///
/// Throws Error(kBadData) for fewer than three customers, of whom there are no thirds, and for a sum of amounts that
/// does not fit. O(n log n).
std::vector<RfmCustomer> rfm(const Orders& orders, std::int32_t last_day, int bins);

}  // namespace klytics::analytics
