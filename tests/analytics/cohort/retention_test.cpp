#include "analytics/cohort/retention.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>

#include "core/error.h"

namespace klytics::analytics {
namespace {

std::int32_t day(const char* date) {
  return static_cast<std::int32_t>(parse_date(date).value().time_since_epoch().count());
}

struct Table {
  std::vector<std::uint32_t> customers;
  std::vector<std::int32_t> days;
  std::vector<MoneyMicros> amounts;

  void add(std::uint32_t customer, std::int32_t on, MoneyMicros amount) {
    customers.push_back(customer);
    days.push_back(on);
    amounts.push_back(amount);
  }
  std::vector<RetentionCohort> retention(std::size_t count, const RetentionOptions& options) const {
    return analytics::retention(customers, days, amounts, count, options);
  }
};

// Customer 0 orders in January (twice), February and April, 1 in January and April, 2 in March.
Table three_customers() {
  Table table;
  table.add(0, day("2026-04-02"), 16);
  table.add(0, day("2026-01-05"), 1);
  table.add(0, day("2026-01-20"), 2);
  table.add(0, day("2026-02-28"), 4);
  table.add(1, day("2026-01-31"), 8);
  table.add(1, day("2026-04-10"), 32);
  table.add(2, day("2026-03-01"), 64);
  return table;
}

std::vector<std::int64_t> customers_of(const RetentionCohort& cohort) {
  std::vector<std::int64_t> counts;
  for (const RetentionCell& cell : cohort.cells) counts.push_back(cell.customers);
  return counts;
}

TEST(Retention, ClassicCountsCustomersOrdersAndRevenueOfThePeriod) {
  const auto cohorts = three_customers().retention(3, {.last_day = day("2026-04-15")});
  ASSERT_EQ(cohorts.size(), 2U);  // no cohort for February, in which nobody ordered first
  EXPECT_EQ(period_label(cohorts[0].period, Period::kMonth), "2026-01");
  EXPECT_EQ(cohorts[0].size, 2);
  EXPECT_EQ(customers_of(cohorts[0]), (std::vector<std::int64_t>{2, 1, 0, 2}));
  EXPECT_EQ(cohorts[0].cells[0].orders, 3);
  EXPECT_EQ(cohorts[0].cells[0].revenue, 11);
  EXPECT_EQ(cohorts[0].cells[3].revenue, 48);
  EXPECT_EQ(customers_of(cohorts[1]), (std::vector<std::int64_t>{1, 0}));
}

TEST(Retention, UnboundedCountsWhoComesBackThenOrLater) {
  const auto cohorts =
      three_customers().retention(3, {.kind = RetentionKind::kUnbounded, .last_day = day("2026-04-15")});
  EXPECT_EQ(customers_of(cohorts[0]), (std::vector<std::int64_t>{2, 2, 2, 2}));
  EXPECT_EQ(cohorts[0].cells[1].revenue, 4);
}

TEST(Retention, RollingWindowsBeginWithTheCustomersOwnFirstOrder) {
  const auto cohorts = three_customers().retention(
      3, {.kind = RetentionKind::kRolling, .window_days = 30, .last_day = day("2026-04-15")});
  // Customer 0: days 0, 15, 54, 87; customer 1: days 0, 69.
  EXPECT_EQ(customers_of(cohorts[0]), (std::vector<std::int64_t>{2, 1, 2, 0}));
}

TEST(Retention, MarksPeriodsThatTheDataDoNotCover) {
  const auto cohorts = three_customers().retention(3, {.last_day = day("2026-04-15")});
  EXPECT_TRUE(cohorts[0].cells[2].complete);
  EXPECT_FALSE(cohorts[0].cells[3].complete);
  const auto whole = three_customers().retention(3, {.last_day = day("2026-04-30")});
  EXPECT_TRUE(whole[0].cells[3].complete);
}

TEST(Retention, DoesNotUseOrdersAfterTheLastDay) {
  const auto cohorts = three_customers().retention(3, {.last_day = day("2026-02-28")});
  ASSERT_EQ(cohorts.size(), 1U);
  EXPECT_EQ(customers_of(cohorts[0]), (std::vector<std::int64_t>{2, 1}));
  EXPECT_TRUE(three_customers().retention(3, {.last_day = day("2025-12-31")}).empty());
}

TEST(Retention, WithStartsCountsAllWhoBeganAndOnlyWhatCameAfter) {
  // 0 begins in February, after two of its orders; 1 in January; 2 never; 3 in February, without an order.
  const CohortStarts starts{{day("2026-02-01"), day("2026-01-31"), CohortStarts::kNever, day("2026-02-27")}, {}};
  const Table table = three_customers();
  const auto cohorts =
      retention(table.customers, table.days, table.amounts, 4, {.last_day = day("2026-04-15")}, &starts);
  ASSERT_EQ(cohorts.size(), 2U);
  EXPECT_EQ(customers_of(cohorts[0]), (std::vector<std::int64_t>{1, 0, 0, 1}));
  EXPECT_EQ(cohorts[1].size, 2);
  EXPECT_EQ(customers_of(cohorts[1]), (std::vector<std::int64_t>{1, 0, 1}));
  EXPECT_EQ(cohorts[1].cells[0].revenue, 4);
}

TEST(Retention, ALabelsPeriodsBeginWithEachCustomerAndAreCompleteWhenAllHaveSeenThem) {
  const CohortStarts starts{{day("2026-01-05"), day("2026-03-31"), day("2026-03-01")}, {1, 1, 0}};
  const Table table = three_customers();
  const auto cohorts =
      retention(table.customers, table.days, table.amounts, 3, {.last_day = day("2026-04-30")}, &starts);
  ASSERT_EQ(cohorts.size(), 2U);
  EXPECT_EQ(cohorts[0].period, 0);
  EXPECT_EQ(customers_of(cohorts[0]), (std::vector<std::int64_t>{1, 0}));
  EXPECT_EQ(cohorts[1].size, 2);
  // Customer 0: January, February and April; 1 in the month after March.
  EXPECT_EQ(customers_of(cohorts[1]), (std::vector<std::int64_t>{1, 2, 0, 1}));
  EXPECT_TRUE(cohorts[1].cells[1].complete);
  EXPECT_FALSE(cohorts[1].cells[2].complete);  // customer 1 has not seen it
  EXPECT_EQ(cohorts[1].cells[1].whole_size, 2);
  EXPECT_EQ(cohorts[1].cells[1].whole_customers, 2);
  EXPECT_EQ(cohorts[1].cells[3].whole_size, 1);
  EXPECT_EQ(cohorts[1].cells[3].whole_customers, 1);
  EXPECT_EQ(cohorts[1].cells[3].whole_revenue, 16);
}

TEST(Retention, CountsApartWhoHasSeenARollingWindowWhole) {
  const auto cohorts = three_customers().retention(
      3, {.kind = RetentionKind::kRolling, .window_days = 30, .last_day = day("2026-04-10")});
  // Customer 0 has been seen for 96 days, customer 1 for 70, of which the third window has 10.
  const std::vector<RetentionCell>& cells = cohorts[0].cells;
  EXPECT_EQ(cells[1].whole_size, 2);
  EXPECT_EQ(cells[2].whole_size, 1);
  EXPECT_EQ(cells[2].customers, 2);
  EXPECT_EQ(cells[2].whole_customers, 1);
  EXPECT_EQ(cells[2].revenue, 48);
  EXPECT_EQ(cells[2].whole_revenue, 16);
  EXPECT_EQ(cells[3].whole_size, 0);
}

TEST(Retention, RefusesASumThatDoesNotFit) {
  Table table;
  table.add(0, 0, INT64_MAX);
  table.add(0, 0, 1);
  EXPECT_THROW(table.retention(1, {.last_day = 0}), Error);
}

RC_GTEST_PROP(Retention, IsWhatSetsOfCustomersGive, ()) {
  Table table;
  const auto orders = *rc::gen::container<std::vector<std::tuple<int, int, int>>>(
      rc::gen::tuple(rc::gen::inRange(0, 8), rc::gen::inRange(14'000, 14'500), rc::gen::inRange(0, 100)));
  for (const auto& [customer, on, amount] : orders) table.add(static_cast<std::uint32_t>(customer), on, amount);
  const RetentionOptions options{
      .period = *rc::gen::element(Period::kWeek, Period::kMonth, Period::kQuarter),
      .kind = *rc::gen::element(RetentionKind::kClassic, RetentionKind::kUnbounded, RetentionKind::kRolling),
      .window_days = *rc::gen::inRange(1, 60),
      .last_day = 14'450};
  std::map<int, int> first;
  for (const auto& [customer, on, amount] : orders)
    if (on <= options.last_day) first[customer] = first.contains(customer) ? std::min(first[customer], on) : on;
  const auto period = [&](int on) { return period_of(Date{std::chrono::days{on}}, options.period); };
  std::map<std::pair<int, int>, std::set<int>> active;
  std::map<std::pair<int, int>, std::pair<std::int64_t, std::int64_t>> sums;
  // Whether a customer's period k lies in the data whole.
  const auto is_whole = [&](int customer, int k) {
    const Date next = period_start(period(first[customer]) + k + 1, options.period);
    const int end = options.kind == RetentionKind::kRolling ? first[customer] + (k + 1) * options.window_days
                                                            : static_cast<int>(next.time_since_epoch().count());
    return end <= options.last_day + 1;
  };
  for (const auto& [customer, on, amount] : orders) {
    if (on > options.last_day) continue;
    const int cohort = period(first[customer]);
    const int k =
        options.kind == RetentionKind::kRolling ? (on - first[customer]) / options.window_days : period(on) - cohort;
    for (int i = options.kind == RetentionKind::kUnbounded ? 0 : k; i <= k; ++i) active[{cohort, i}].insert(customer);
    sums[{cohort, k}].first += 1;
    sums[{cohort, k}].second += amount;
  }
  for (const RetentionCohort& cohort : table.retention(8, options)) {
    for (std::size_t k = 0; k < cohort.cells.size(); ++k) {
      const std::pair<int, int> key{cohort.period, static_cast<int>(k)};
      RC_ASSERT(cohort.cells[k].customers == static_cast<std::int64_t>(active[key].size()));
      RC_ASSERT(cohort.cells[k].orders == sums[key].first);
      RC_ASSERT(cohort.cells[k].revenue == sums[key].second);
      std::int64_t whole_size = 0, whole_customers = 0;
      for (const auto& [customer, on] : first) {
        if (period(on) != cohort.period || !is_whole(customer, static_cast<int>(k))) continue;
        whole_size += 1;
        whole_customers += active[key].contains(customer) ? 1 : 0;
      }
      RC_ASSERT(cohort.cells[k].whole_size == whole_size);
      RC_ASSERT(cohort.cells[k].whole_customers == whole_customers);
      active.erase(key);
      sums.erase(key);
    }
  }
  for (const auto& [key, set] : active) RC_ASSERT(set.empty());
  for (const auto& [key, sum] : sums) RC_ASSERT(sum.first == 0);
}

}  // namespace
}  // namespace klytics::analytics
