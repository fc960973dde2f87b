#include "analytics/customer_value/holdout.h"

#include <gtest/gtest.h>

#include <cmath>

namespace klytics::analytics {
namespace {

TEST(Holdout, MeasuresErrorsAndCorrelation) {
  const HoldoutReport report = judge_holdout(std::vector<HoldoutCustomer>{{0, 1, 0, 0}, {2, 2, 4, 2}, {9, 3, 8, 7}});
  EXPECT_DOUBLE_EQ(report.model.mean_absolute, 5.0 / 3);
  EXPECT_DOUBLE_EQ(report.model.root_mean_square, std::sqrt(17.0 / 3));
  // Deviations (-1, 0, 1) and (-3, -1, 4): covariance 7, variances 2 and 26.
  EXPECT_NEAR(report.model.correlation.value(), 7 / std::sqrt(52.0), 1e-15);
  EXPECT_DOUBLE_EQ(report.naive.mean_absolute, 1);
  EXPECT_DOUBLE_EQ(report.model.total, 6);
  EXPECT_DOUBLE_EQ(report.actual_total, 9);
}

TEST(Holdout, CalibrationBinsEndWithSevenOrMore) {
  const HoldoutReport report =
      judge_holdout(std::vector<HoldoutCustomer>{{0, 1, 0, 0}, {7, 2, 0, 4}, {30, 4, 0, 8}, {0, 3, 0, 1}});
  ASSERT_EQ(report.bins.size(), 2U);
  EXPECT_EQ(report.bins[0].customers, 2);
  EXPECT_EQ(report.bins[0].mean_predicted, 2);
  EXPECT_EQ(report.bins[1].repeat_orders, 7);
  EXPECT_EQ(report.bins[1].mean_actual, 6);
}

TEST(Holdout, NoVarianceMeansNoCorrelation) {
  EXPECT_FALSE(judge_holdout(std::vector<HoldoutCustomer>{{0, 1, 1, 0}, {0, 1, 2, 5}}).model.correlation);
}

}  // namespace
}  // namespace klytics::analytics
