#include "analytics/forecast/evaluation/rolling_origin.h"

#include <gtest/gtest.h>

#include <cmath>

namespace klytics::forecast {
namespace {

TEST(RollingOrigin, OriginsEndOneHorizonBeforeTheEnd) {
  EXPECT_EQ(rolling_origins(100, 10, 50, 3, 10), (std::vector<int>{70, 80, 90}));
  EXPECT_EQ(rolling_origins(100, 10, 85, 3, 10), std::vector<int>{90});
  EXPECT_TRUE(rolling_origins(12, 10, 8, 3, 10).empty());
}

TEST(RollingOrigin, MeasuresByHand) {
  const std::vector<double> values{1, 2, 4, 7, 11};
  const std::vector<int> origins{3, 4};
  const auto result = evaluate(*find_model("naive"), {values, 1}, 1, origins);
  // forecasts 4 and 7 of 7 and 11; the scale is the mean change before each: 1.5 and 2
  EXPECT_EQ(result.all.count, 2);
  EXPECT_NEAR(result.all.mae, 3.5, 1e-12);
  EXPECT_NEAR(result.all.rmse, std::sqrt(12.5), 1e-12);
  EXPECT_NEAR(result.all.bias, -3.5, 1e-12);
  EXPECT_NEAR(result.all.mase, (3 / 1.5 + 4 / 2.0) / 2, 1e-12);
  EXPECT_NEAR(result.all.smape, 100 * (3.0 / 11 + 4.0 / 18), 1e-9);
  EXPECT_NEAR(result.all.rmsse, std::sqrt((9 / 2.5 + 16 / (14.0 / 3)) / 2), 1e-12);
  EXPECT_EQ(result.by_step.at(0).count, 2);
}

TEST(RollingOrigin, SeesNothingOfTheFuture) {
  std::vector<double> values(60, 10.0);
  const std::vector<int> origins{50};
  const auto before = evaluate(*find_model("theta"), {values, 1}, 5, origins);
  EXPECT_NEAR(before.all.mae, 0, 1e-9);
  for (std::size_t t = 50; t < 60; ++t) values[t] = 20;
  EXPECT_NEAR(evaluate(*find_model("theta"), {values, 1}, 5, origins).all.mae, 10, 1e-9);
}

TEST(RollingOrigin, SaysWhenNothingBeatsTheNaiveForecast) {
  RollingEvaluation naive, worse, better;
  naive.all.mae = 5, worse.all.mae = 6, better.all.mae = 4;
  EXPECT_TRUE(nothing_beats(naive, std::vector{worse}));
  EXPECT_FALSE(nothing_beats(naive, std::vector{worse, better}));
}

TEST(RollingOrigin, CoverageAndPinballByHand) {
  const std::vector<double> actual{0, 0, 10, 20};
  const std::vector<int> origins{2, 3};
  const auto said = [](int origin) {
    const double mean = origin == 2 ? 12 : 14;
    return OriginForecast{{mean}, {{0.8, {mean - 3}, {mean + 3}}, {0.95, {mean - 7}, {mean + 7}}}, 2, 4};
  };
  const auto result = evaluate(said, actual, 1, origins);
  EXPECT_EQ(result.all.coverage, (std::vector<double>{0.5, 1}));  // 10 in 9..15 and 5..19, 20 above 17 and in 7..21
  // Lower ends of 80 % are quantiles of 10 %: 0.1 (10 - 9) and 0.1 (20 - 11); upper ends of 90 %: 0.1 (15 - 10), 0.9
  // (20 - 17)
  EXPECT_NEAR(result.all.pinball_lower.at(0), (0.1 * 1 + 0.1 * 9) / 2, 1e-12);
  EXPECT_NEAR(result.all.pinball_upper.at(0), (0.1 * 5 + 0.9 * 3) / 2, 1e-12);
  EXPECT_NEAR(result.all.pinball_upper.at(1), (0.025 * 9 + 0.025 * 1) / 2, 1e-12);
}

}  // namespace
}  // namespace klytics::forecast
