// Retention by cohort: who came back, how often and for how much, k periods after the first order.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "analytics/cohort/period.h"
#include "core/orders.h"

namespace klytics::analytics {

enum class RetentionKind {
  kClassic,    // a customer counts in period k when it ordered in period k after that of its first order
  kUnbounded,  // ... in period k or later
  kRolling     // periods are windows of `window_days` since the customer's own first order
};

struct RetentionOptions {
  Period period = Period::kMonth;  // of the cohorts, and of k unless rolling
  RetentionKind kind = RetentionKind::kClassic;
  std::int32_t window_days = 30;  // > 0; used by kRolling only
  std::int32_t last_day = 0;      // the last day that the data cover, since 1970-01-01
};

struct RetentionCell {
  std::int64_t customers = 0;  // distinct
  std::int64_t orders = 0;     // in period k; with kUnbounded too, where only customers are counted differently
  MoneyMicros revenue = 0;
  bool complete = false;  // the data cover all of the period for all of the cohort
};

struct RetentionCohort {
  std::int32_t period;  // of the first orders
  std::int64_t size;
  std::vector<RetentionCell> cells;  // k = 0, 1, ... as far as the data reach
};

/// `orders` as customer (below `customers`), day and amount, in any order; those after `last_day` are not used. One
/// cohort for every period that has a first order, in time order. Throws Error(kBadData) when a sum of amounts exceeds
/// 9 * 10^12. O(orders + customers); takes 12 bytes an order when they are not in time order.
std::vector<RetentionCohort> retention(std::span<const std::uint32_t> customers_of_orders,
                                       std::span<const std::int32_t> days, std::span<const MoneyMicros> amounts,
                                       std::size_t customers, const RetentionOptions& options);

}  // namespace klytics::analytics
