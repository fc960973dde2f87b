#include "analytics/forecast/evaluation/backtest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace klytics::forecast {
namespace {

using testing::ElementsAre;

ForecastPlan plan(const char* model, int horizon = 4) {
  ForecastPlan plan;
  plan.model = find_model(model);
  plan.horizon = horizon;
  return plan;
}

ObservedSeries days(int size) {
  ObservedSeries series{"s", {TimeKind::kDate, 20'454, 1, false, false}, {}, {}, ""};
  for (int t = 0; t < size; ++t) series.values.push_back(100 + 10 * (t % 7) + (t * 37) % 11);
  return series;
}

TEST(Backtest, SeesOnlyWhatWasKnownThen) {
  ObservedSeries series = days(120);
  const RollingEvaluation before = backtest(series, plan("ets", 5), 3, 5);
  ASSERT_THAT(before.origins, ElementsAre(105, 110, 115));
  for (std::size_t t = 105; t < 110; ++t) series.values[t] += 1'000;
  const RollingEvaluation after = backtest(series, plan("ets", 5), 3, 5);
  for (Eigen::Index step = 0; step < 5; ++step)
    EXPECT_NEAR(after.errors(0, step) - before.errors(0, step), 1'000, 1e-6);  // the forecasts of day 105 are the same
}

TEST(Backtest, DoesNotJudgeByWhatWasNotObserved) {
  ObservedSeries series = days(60);
  series.values[57] = std::numeric_limits<double>::quiet_NaN();
  const RollingEvaluation evaluation = backtest(series, plan("snaive", 4), 2, 4);
  EXPECT_EQ(evaluation.all.count, 7);
  EXPECT_TRUE(std::isnan(evaluation.errors(1, 1)));
}

TEST(Backtest, HalfOfTheSeriesWillDoWhereTwoSeasonsAreLonger) {
  ObservedSeries weeks{"s", {TimeKind::kDate, 20'454, 7, false, false}, {}, {}, ""};
  for (int t = 0; t < 71; ++t) weeks.values.push_back(100 + (t * 37) % 11);
  EXPECT_EQ(fewest_before_origin(weeks, plan("ets", 13)), 35);
  const RollingEvaluation evaluation = backtest(weeks, plan("ets", 13), 8, 3);
  EXPECT_EQ(evaluation.origins.size(), 8U);
  EXPECT_GE(evaluation.origins.front(), 35);
  EXPECT_EQ(fewest_before_origin(days(140), plan("ets")), 14) << "two weeks";
}

TEST(Backtest, IsEmptyWithoutRoomForAnOrigin) {
  EXPECT_EQ(backtest({"s", {}, {1, 2, 3, 4, 5}, {}, ""}, plan("naive", 4), 8, 1).all.count, 0);
}

}  // namespace
}  // namespace klytics::forecast
