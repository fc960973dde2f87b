#include "presentation/render/retention_table.h"

#include <gtest/gtest.h>

namespace klytics::presentation {
namespace {

using analytics::RetentionCell;
using analytics::RetentionCohort;

constexpr MoneyMicros kUnit = kMicrosPerUnit;

// Ten customers, of whom five have seen period 1 whole, two period 2 and none period 3.
RetentionCohort begun_on_many_days() {
  RetentionCell first{10, 12, 100 * kUnit, true, 10, 10, 100 * kUnit};
  RetentionCell second{5, 5, 50 * kUnit, false, 5, 3, 45 * kUnit};
  RetentionCell third{2, 2, 20 * kUnit, false, 2, 1, 4 * kUnit};
  RetentionCell fourth{1, 1, 10 * kUnit, false, 0, 0, 0};
  return {0, 10, {first, second, third, fourth}};
}

std::vector<TableCell> row_of(RetentionMeasure measure) {
  const RetentionCohort cohort = begun_on_many_days();
  return retention_table(
             std::span(&cohort, 1), [](std::int32_t) { return "all"; }, measure)
      .rows[0];
}

TEST(RetentionTable, SharesAreOfThoseWhoHaveSeenThePeriodWhole) {
  const std::vector<TableCell> percent = row_of(RetentionMeasure::kPercent);
  EXPECT_EQ(percent[3].text, "60");
  EXPECT_FALSE(percent[3].marked);
  const std::vector<TableCell> revenue = row_of(RetentionMeasure::kCumulativeRevenue);
  EXPECT_EQ(revenue[2].text, "10");
  EXPECT_EQ(revenue[3].text, "19");  // and 45 / 5
  EXPECT_FALSE(revenue[3].marked);
}

TEST(RetentionTable, WhatMoreDataWouldChangeIsMarkedAndHasNoHeat) {
  const std::vector<TableCell> percent = row_of(RetentionMeasure::kPercent);
  EXPECT_EQ(percent[4].text, "50");
  EXPECT_TRUE(percent[4].marked);  // not half of the cohort
  EXPECT_FALSE(percent[4].heat);
  EXPECT_EQ(percent[5].text, "10");
  EXPECT_TRUE(percent[5].marked);
  EXPECT_EQ(percent[3].heat, 1);
  EXPECT_EQ(row_of(RetentionMeasure::kCumulativeRevenue)[5].text, "22");  // and 4 / 2 and 10 / 10
  const std::vector<TableCell> customers = row_of(RetentionMeasure::kCustomers);
  EXPECT_EQ(customers[3].text, "5");
  EXPECT_TRUE(customers[3].marked);
  EXPECT_FALSE(customers[2].marked);
}

TEST(RetentionTable, SaysHowManyPeriodsAreComplete) {
  const std::vector<RetentionCohort> cohorts = {begun_on_many_days(), {1, 3, {}}};
  const auto name_of = [](std::int32_t) { return "all"; };
  const ResultTable counts = retention_table(cohorts, name_of, RetentionMeasure::kCustomers, true);
  EXPECT_EQ(counts.columns[2], "complete");
  EXPECT_EQ(counts.columns[3], "0");
  EXPECT_EQ(counts.rows[0][2].text, "1");
  EXPECT_EQ(counts.rows[1][2].text, "0");
  EXPECT_EQ(retention_table(cohorts, name_of, RetentionMeasure::kPercent, true).rows[0][2].text, "2");
}

}  // namespace
}  // namespace klytics::presentation
