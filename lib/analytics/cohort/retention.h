// Retention by cohort: who came back, how often and for how much, k periods after they began.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "analytics/cohort/period.h"
#include "core/orders.h"

namespace klytics::analytics {

enum class RetentionKind {
  kClassic,    // a customer counts in period k when it ordered in period k after that in which it began
  kUnbounded,  // ... in period k or later
  kRolling     // periods are windows of `window_days` since the day on which the customer began
};

struct RetentionOptions {
  Period period = Period::kMonth;  // of the cohorts, and of k unless rolling
  RetentionKind kind = RetentionKind::kClassic;
  std::int32_t window_days = 30;  // > 0; used by kRolling only
  std::int32_t last_day = 0;      // the last day that the data cover, since 1970-01-01
};

/// When each customer begins, where that is not its first order, and in which cohort it then counts.
struct CohortStarts {
  static constexpr std::int32_t kNever = std::numeric_limits<std::int32_t>::max();
  std::vector<std::int32_t> days;     // by customer, since 1970-01-01; kNever: in no cohort
  std::vector<std::uint32_t> labels;  // by customer, its cohort's number; empty: cohorts are the periods of `days`
};

struct RetentionCell {
  std::int64_t customers = 0;  // distinct
  std::int64_t orders = 0;     // in period k; with kUnbounded too, where only customers are counted differently
  MoneyMicros revenue = 0;
  bool complete = false;  // the data cover all of the period for all of the cohort
  // Those of the cohort for whom the data cover all of the period, and what they did: all where it is complete, but
  // where periods begin with each customer, some before others. Shares of these do not fall because a period is not
  // over.
  std::int64_t whole_size = 0;
  std::int64_t whole_customers = 0;
  MoneyMicros whole_revenue = 0;
};

struct RetentionCohort {
  std::int32_t period;               // in which its customers began; the label's number where there are labels
  std::int64_t size;                 // all who began, whether or not they ordered
  std::vector<RetentionCell> cells;  // k = 0, 1, ... as far as the data reach
};

/// `orders` as customer (below `customers`), day and amount, in any order; those after `last_day` are not used, and
/// with `starts` neither are those before a customer's own. `starts` has an element a customer; null: customers begin
/// with their first order. One cohort for every period in which somebody began, in time order, or for every label that
/// has somebody, by number. Throws Error(kBadData) when a sum of amounts exceeds 9 * 10^12. O(orders + customers);
/// takes 16 bytes an order when they are not in time order.
std::vector<RetentionCohort> retention(std::span<const std::uint32_t> customers_of_orders,
                                       std::span<const std::int32_t> days, std::span<const MoneyMicros> amounts,
                                       std::size_t customers, const RetentionOptions& options,
                                       const CohortStarts* starts = nullptr);

}  // namespace klytics::analytics
