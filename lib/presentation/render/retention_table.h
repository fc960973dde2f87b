// Retention cohorts as a triangle: cohort, size, then a column for each period. Pure.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "analytics/cohort/retention.h"
#include "presentation/render/result_table.h"

namespace klytics::presentation {

enum class RetentionMeasure {
  kCustomers,
  kPercent,  // customers of those who have seen the period whole (of all while nobody has), one decimal
  kRevenue,  // exact
  kOrders,
  kAverageOrderValue,  // revenue per order, two decimals; empty without orders
  kCumulativeRevenue  // sum up to the period of the revenue per customer, of those who have seen it whole, two decimals
};

/// "customers", "percent", "revenue", "orders", "average-order-value" or "cumulative-revenue". Throws Error(kUsage).
RetentionMeasure parse_retention_measure(std::string_view text);

/// Columns cohort, size, 0, 1, 2, ...; cells beyond the data are empty. Values that more data would change are marked
/// and have no heat, so that they do not look like drops: counts of periods that the data do not cover whole for all of
/// the cohort, shares of periods that they do not cover whole for half of it. Heat is the value's share of the largest
/// after period 0, which would outshine the rest. `name_of` gives a cohort's name from its number. `say_complete` adds
/// a column `complete` after the size: how many of the periods, from 0 on, have values that are not marked.
ResultTable retention_table(std::span<const analytics::RetentionCohort> cohorts,
                            const std::function<std::string(std::int32_t)>& name_of, RetentionMeasure measure,
                            bool say_complete = false);

}  // namespace klytics::presentation
