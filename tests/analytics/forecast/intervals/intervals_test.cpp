#include "analytics/forecast/intervals/intervals.h"

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

TEST(Intervals, HaveTheHalfWidthsThatWereSet) {
  Prediction prediction = empty_prediction(3);
  set_half_widths(prediction, 0, 2, 5);
  set_half_widths(prediction, 1, 3, 1);  // the wider interval is at least the narrower one
  set_half_widths(prediction, 2, 0, 0);
  const auto narrow = prediction_interval(prediction, 0.80), wide = prediction_interval(prediction, 0.95);
  // exact but for rounding in a power and a logarithm; widths never fall with the step
  EXPECT_NEAR(narrow.upper[0], 2, 1e-12);
  EXPECT_NEAR(wide.upper[0], 5, 1e-12);
  EXPECT_NEAR(narrow.upper[1], 3, 1e-12);
  EXPECT_NEAR(wide.upper[1], 5, 1e-12);
  EXPECT_EQ(prediction.deviation[2], 0);
  EXPECT_NEAR(narrow.upper[2], 3, 1e-12);
}

}  // namespace
}  // namespace klytics::forecast
