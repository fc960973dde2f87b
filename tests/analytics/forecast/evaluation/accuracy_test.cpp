#include "analytics/forecast/evaluation/accuracy.h"

#include <gtest/gtest.h>

#include <cmath>

namespace klytics::forecast {
namespace {

const std::vector<double> kActual{10, 20, 30};
const std::vector<double> kForecast{12, 16, 30};

TEST(Accuracy, PointMeasuresEqualTheirHandComputedValues) {
  EXPECT_DOUBLE_EQ(mean_absolute_error(kActual, kForecast), 2.0);
  EXPECT_DOUBLE_EQ(root_mean_squared_error(kActual, kForecast), std::sqrt(20.0 / 3));
  EXPECT_DOUBLE_EQ(bias(kActual, kForecast), -2.0 / 3);
  EXPECT_DOUBLE_EQ(symmetric_percentage_error(kActual, kForecast), (400.0 / 22 + 800.0 / 36) / 3);
  EXPECT_DOUBLE_EQ(mean_absolute_scaled_error(kActual, kForecast, 4.0), 0.5);
  EXPECT_DOUBLE_EQ(root_mean_squared_scaled_error(kActual, kForecast, 4.0), std::sqrt(20.0 / 3) / 2);
}

TEST(Accuracy, APointWhereBothAreZeroIsNoError) {
  EXPECT_EQ(symmetric_percentage_error(std::vector{0.0}, std::vector{0.0}), 0);
}

TEST(Accuracy, TheScaleIsTheErrorOfOneSeasonAgo) {
  const std::vector<double> values{1, 2, 4, 8};
  EXPECT_DOUBLE_EQ(seasonal_naive_error({values, 1}), 7.0 / 3);
  EXPECT_DOUBLE_EQ(seasonal_naive_error({values, 2}), (3 + 6) / 2.0);
  EXPECT_DOUBLE_EQ(seasonal_naive_squared_error({values, 2}), (9 + 36) / 2.0);
}

TEST(Accuracy, AHistoryThatDoesNotChangeHasNoScale) {
  const std::vector<double> values{3, 3, 3};
  EXPECT_TRUE(std::isnan(seasonal_naive_error({values, 1})));
  EXPECT_TRUE(std::isnan(seasonal_naive_error({values, 3})));
}

TEST(Accuracy, IntervalMeasuresCountWhatFallsOutside) {
  const std::vector<double> lower{8, 21, 20}, upper{12, 25, 28};  // inside, 1 below, 2 above
  EXPECT_DOUBLE_EQ(coverage(kActual, lower, upper), 1.0 / 3);
  EXPECT_DOUBLE_EQ(scaled_interval_score(kActual, lower, upper, 0.8, 2.0), (4 + 4 + 8 + 10 * (1 + 2)) / 3.0 / 2);
  EXPECT_DOUBLE_EQ(pinball_loss(kActual, kForecast, 0.9), (0.1 * 2 + 0.9 * 4 + 0) / 3);
}

}  // namespace
}  // namespace klytics::forecast
