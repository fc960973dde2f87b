#include "analytics/forecast/intervals/horizon_total.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace klytics::forecast {
namespace {

const std::vector<double> kMean{10, 20, 30};
const std::vector<Interval> kIntervals{{0.8, {9, 18, 27}, {11, 22, 33}}};

TEST(HorizonTotal, AddsUpIndependentErrorsByTheirSquaresAndCommonOnesPlainly) {
  EXPECT_NEAR(horizon_total(kMean, kIntervals, 0).upper.at(0), 60 + std::sqrt(14), 1e-12);
  EXPECT_NEAR(horizon_total(kMean, kIntervals, 1).upper.at(0), 66, 1e-12);
  EXPECT_NEAR(horizon_total(kMean, kIntervals, 1).lower.at(0), 54, 1e-12);
  EXPECT_NEAR(horizon_total(kMean, kIntervals, 0.5).mean, 60, 1e-12);
}

TEST(HorizonTotal, EndsThatWereCutOffAtZeroSayNothingOfTheSum) {
  const std::vector<double> mean(4, 1);
  const std::vector<Interval> intervals{{0.95, std::vector<double>(4, 0), std::vector<double>(4, 3)}};
  EXPECT_NEAR(horizon_total(mean, intervals, 0).lower.at(0), 4 - std::sqrt(4 * 2 * 2), 1e-12);
  EXPECT_NEAR(horizon_total(mean, intervals, 0).upper.at(0), 4 + std::sqrt(4 * 2 * 2), 1e-12);
}

TEST(HorizonTotal, WithoutEarlierErrorsStepsGoHalfTogether) {
  EXPECT_EQ(step_correlation({}), 0.5);
  EXPECT_EQ(step_correlation(Eigen::MatrixXd::Ones(3, 1)), 0.5);  // one step
}

TEST(HorizonTotal, FindsCommonAndIndependentErrors) {
  std::mt19937 random(3);
  std::normal_distribution<double> normal;
  Eigen::MatrixXd independent(200, 10), common(200, 10);
  for (Eigen::Index row = 0; row < 200; ++row) {
    const double level = normal(random);
    for (Eigen::Index step = 0; step < 10; ++step) {
      independent(row, step) = normal(random) * static_cast<double>(step + 1);
      common(row, step) = level * static_cast<double>(step + 1);
    }
  }
  // 200 rows of 45 pairs: the deviation of a mean product is about 1 / sqrt(9000) = 0.011, and the prior adds 0.005.
  EXPECT_NEAR(step_correlation(independent), 0, 0.04);
  EXPECT_NEAR(step_correlation(common), 1, 0.01);
  independent(0, 0) = std::numeric_limits<double>::quiet_NaN();
  EXPECT_NEAR(step_correlation(independent), 0, 0.04);
}

TEST(HorizonTotal, ProbabilityOfAGoalIsThatOfTheNormalDistribution) {
  const HorizonTotal total = horizon_total(kMean, kIntervals, 1);
  EXPECT_NEAR(probability_of(total, kIntervals, 60), 0.5, 1e-12);
  EXPECT_NEAR(probability_of(total, kIntervals, 66), 0.1, 1e-9);  // the upper end of the 80 % interval
  EXPECT_NEAR(probability_of(total, kIntervals, 54), 0.9, 1e-9);
  const std::vector<Interval> exact{{0.8, kMean, kMean}};
  EXPECT_EQ(probability_of(horizon_total(kMean, exact, 1), exact, 60), 1);
  EXPECT_EQ(probability_of(horizon_total(kMean, exact, 1), exact, 61), 0);
}

}  // namespace
}  // namespace klytics::forecast
