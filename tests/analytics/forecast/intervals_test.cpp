#include "analytics/forecast/intervals.h"

#include <gtest/gtest.h>

namespace klytics::forecast {
namespace {

TEST(Intervals, TheNormalQuantileEqualsThatOfR) {
  EXPECT_NEAR(normal_quantile(0.975), 1.959963984540054, 1e-12);
  EXPECT_NEAR(normal_quantile(0.5), 0, 1e-12);
  EXPECT_NEAR(normal_quantile(0.001), -3.090232306167813, 1e-12);
}

TEST(Intervals, AreNormalUnlessATailIsGiven) {
  Prediction prediction{{10}, {2}, {}};
  EXPECT_NEAR(prediction_interval(prediction, 0.95).upper[0], 10 + 2 * 1.959963984540054, 1e-12);
  prediction.tail = {2};
  EXPECT_NEAR(prediction_interval(prediction, 0.8).upper[0], 10 + 2 * 1.2815515655446004, 1e-12);
  EXPECT_GT(prediction_interval(prediction, 0.95).upper[0], 10 + 2 * 1.96);
}

TEST(Intervals, DoNotNarrowWhereTheDeviationFalls) {
  const auto interval = prediction_interval({{10, 20}, {2, 1}, {}}, 0.8);
  EXPECT_DOUBLE_EQ(interval.upper[1] - 20, interval.upper[0] - 10);
}

}  // namespace
}  // namespace klytics::forecast
