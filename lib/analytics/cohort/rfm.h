// Recency, frequency and monetary scores of customers, and the six groups made of them.
#pragma once

#include <cstdint>
#include <vector>

#include "core/orders.h"
#include "core/rfm_groups.h"

namespace klytics::analytics {

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
/// `bins`: each dimension is scored in thirds, frequency and monetary are averaged, half up, and `table` says the rest.
/// Throws Error(kBadData) for fewer than three customers, of whom there are no thirds, when all customers are alike in
/// one dimension, and for a sum of amounts that does not fit. O(n log n).
std::vector<RfmCustomer> rfm(const Orders& orders, std::int32_t last_day, int bins, const RfmTable& table);

}  // namespace klytics::analytics
