#include "analytics/cohort/comparison.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace klytics::analytics {
namespace {

// Newcombe 1998, "Interval estimation for the difference between independent proportions", table II, method 10; printed
// with four decimals.
TEST(Comparison, NewcombesLimitsAreThoseOfHisPaper) {
  struct Case {
    std::int64_t first, first_whole, second, second_whole;
    double lower, upper;
  };
  for (const Case& c : {Case{56, 70, 48, 80, 0.0524, 0.3339}, Case{9, 10, 3, 10, 0.1705, 0.8090},
                        Case{6, 7, 2, 7, 0.0582, 0.8062}, Case{5, 56, 0, 29, -0.0381, 0.1926},
                        Case{0, 10, 0, 20, -0.1611, 0.2775}, Case{10, 10, 0, 10, 0.6075, 1.0000}}) {
    const Interval interval = newcombe_difference(c.first, c.first_whole, c.second, c.second_whole, 0.95);
    EXPECT_NEAR(interval.lower, c.lower, 0.00006) << c.first;
    EXPECT_NEAR(interval.upper, c.upper, 0.00006) << c.first;
  }
}

TEST(Comparison, WilsonsLimitsStayBetweenNoneAndAll) {
  EXPECT_EQ(wilson_rate(0, 10, 0.95).lower, 0);
  EXPECT_DOUBLE_EQ(wilson_rate(10, 10, 0.95).upper, 1);
  EXPECT_NEAR(wilson_rate(10, 10, 0.95).lower, 10 / (10 + 1.959964 * 1.959964), 1e-6);
}

TEST(Comparison, TheBootstrapComesNearTheNormalLimitsOfManyValues) {
  std::vector<double> first, second;
  for (int i = 0; i < 1000; ++i) {
    first.push_back(i % 10);
    second.push_back(i % 5);
  }
  const Interval interval = bootstrap_difference(first, second, 0.95);
  EXPECT_DOUBLE_EQ(interval.estimate, 2.5);
  const double spread = 1.959964 * std::sqrt(8.25 / 1000 + 2.0 / 1000);
  // 2,000 resamples leave an error of about 4 % in a limit's distance.
  EXPECT_NEAR(interval.lower, 2.5 - spread, 0.12 * spread);
  EXPECT_NEAR(interval.upper, 2.5 + spread, 0.12 * spread);
  EXPECT_EQ(interval.lower, bootstrap_difference(first, second, 0.95).lower);
}

}  // namespace
}  // namespace klytics::analytics
