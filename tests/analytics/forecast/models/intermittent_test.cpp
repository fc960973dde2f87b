#include "analytics/forecast/models/intermittent.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "analytics/forecast/intervals/intervals.h"
#include "analytics/forecast/reference.h"

namespace klytics::forecast {
namespace {

const std::vector<double> kDemand{0, 0, 3, 0, 1, 0, 0, 0, 4, 2, 0, 0, 0, 1, 0, 5, 0, 0, 2, 0};

TEST(Intermittent, CrostonEqualsCrostonOfR) {
  EXPECT_NEAR(croston_level(kDemand, 0.1), reference("croston", "demand", "mean").at(0), 1e-9);  // ten digits printed
}

TEST(Intermittent, SbaTakesOffTheBiasOfCroston) {
  const History history{kDemand, 1};
  const double croston = intermittent(history, 1, IntermittentMethod::kCroston).mean[0];
  EXPECT_NEAR(intermittent(history, 1, IntermittentMethod::kSba).mean[0], 0.95 * croston, 1e-12);
}

TEST(Intermittent, TsbByHand) {
  // probability 2/4; then 0: 0.4, 2: 0.52, 0: 0.416, 4: 0.5328; size 2, 2, then 2 + 0.5 (4 - 2) = 3
  const std::vector<double> values{0, 2, 0, 4};
  EXPECT_NEAR(tsb_level(values, 0.5, 0.2), 0.5328 * 3, 1e-12);
}

TEST(Intermittent, TsbFadesAfterTheLastSaleAndCrostonDoesNot) {
  std::vector<double> faded = kDemand;
  faded.insert(faded.end(), 40, 0.0);
  EXPECT_LT(tsb_level(faded, 0.1, 0.1), 0.1 * tsb_level(kDemand, 0.1, 0.1));
  EXPECT_EQ(croston_level(faded, 0.1), croston_level(kDemand, 0.1));
}

TEST(Intermittent, AggregatesEndAtTheLastValue) {
  const std::vector<double> values{9, 1, 2, 3, 4};
  EXPECT_EQ(aggregated(values, 2), (std::vector<double>{3, 7}));
  EXPECT_EQ(aggregated(values, 7), std::vector<double>{});
}

TEST(Intermittent, RegularDemandIsForecastExactlyByAggregates) {
  std::vector<double> values;
  for (int t = 0; t < 40; ++t) values.push_back(t % 4 == 3 ? 8 : 0);
  EXPECT_NEAR(intermittent({values, 1}, 1, IntermittentMethod::kAdida).mean[0], 2, 1e-9);
  EXPECT_TRUE(is_intermittent({values, 1}));
}

TEST(Intermittent, NoDemandStaysNone) {
  const std::vector<double> values(10, 0.0);
  for (const auto method : {IntermittentMethod::kCroston, IntermittentMethod::kTsb, IntermittentMethod::kAdida,
                            IntermittentMethod::kImapa}) {
    const auto prediction = intermittent({values, 1}, 3, method);
    EXPECT_EQ(prediction.mean[2], 0);
    EXPECT_EQ(prediction.deviation[2], 0);
  }
}

TEST(Intermittent, IntervalsAreAsWideAsTheHistoryNeeded) {
  std::vector<double> values;
  for (int t = 0; t < 100; ++t) values.push_back(t % 10 == 9 ? 20 : t % 5 == 4 ? 4 : 0);
  const Prediction prediction = intermittent({values, 1}, 2, IntermittentMethod::kSba);
  const Interval narrow = prediction_interval(prediction, 0.80), wide = prediction_interval(prediction, 0.95);
  const auto inside = [&](const Interval& interval) {
    constexpr double kRounding = 1e-9;  // the zeros lie on the end of the narrow interval
    return std::ranges::count_if(values, [&](double value) {
      return value >= interval.lower[0] - kRounding && value <= interval.upper[0] + kRounding;
    });
  };
  EXPECT_GE(inside(narrow), 80);
  EXPECT_LT(inside(narrow), 95);
  EXPECT_GE(inside(wide), 95);
}

/// Three sales of 10 in twelve steps: the history is too short for errors at earlier times.
TEST(Intermittent, AShortHistoryIsContinuedInSimulatedPaths) {
  const std::vector<double> values{0, 0, 10, 0, 0, 0, 10, 0, 0, 0, 10, 0};
  const IntermittentFit fit = fit_intermittent(values, IntermittentMethod::kCroston);
  const Prediction prediction = predict(fit, {values, 1}, 1);
  // By hand: at the first step nothing is sold with probability 3/4, else 4 times the level of a step, which is so sold
  // a quarter of the time; 80 % of the paths reach that sale, 3/4 do not.
  const double sale = 4 * fit.level;
  EXPECT_NEAR(prediction_interval(prediction, 0.80).upper[0], fit.level + (sale - fit.level), 1e-9);
  EXPECT_NEAR(prediction_interval(prediction, 0.95).upper[0], sale, 1e-9);
  const Prediction again = predict(fit, {values, 1}, 6);
  for (std::size_t step = 0; step < 6; ++step)
    EXPECT_GE(again.deviation[step], step > 0 ? again.deviation[step - 1] : 0);
  EXPECT_EQ(again.deviation, predict(fit, {values, 1}, 6).deviation) << "the seed is fixed";
}

TEST(Intermittent, IntervalsNeverNarrowWithTheHorizon) {
  for (const auto method : {IntermittentMethod::kCroston, IntermittentMethod::kSba, IntermittentMethod::kTsb,
                            IntermittentMethod::kAdida, IntermittentMethod::kImapa})
    for (const double level : {0.80, 0.95}) {
      const Interval interval = prediction_interval(intermittent({kDemand, 1}, 30, method), level);
      for (std::size_t step = 1; step < 30; ++step) EXPECT_GE(interval.upper[step], interval.upper[step - 1]);
    }
}

TEST(Intermittent, EveryMethodEqualsItsDefinitionComputedInR) {
  const std::vector<double> demand = reference("demand", "values", "y");
  const auto level = [&](IntermittentMethod method) { return fit_intermittent(demand, method).level; };
  EXPECT_NEAR(level(IntermittentMethod::kCroston), reference("demand", "croston", "mean").at(0), 1e-10);
  EXPECT_NEAR(tsb_level(demand, 0.1, 0.1), reference("demand", "tsb", "0.1").at(0), 1e-10);
  EXPECT_NEAR(tsb_level(demand, 0.1, 0.3), reference("demand", "tsb", "0.3").at(0), 1e-10);
  // R stops its simplex early: levels differ in the fourth digit
  EXPECT_NEAR(level(IntermittentMethod::kAdida), reference("demand", "adida", "mean").at(0), 1e-3);
  EXPECT_NEAR(level(IntermittentMethod::kImapa), reference("demand", "imapa", "mean").at(0), 1e-3);
}

TEST(Intermittent, TsbFollowsAFadingDemandFasterThanASteadyOne) {
  std::vector<double> fading, steady;
  for (int t = 0; t < 120; ++t) {
    fading.push_back(t < 60 ? 3 : 0);
    steady.push_back((t * 7) % 3 == 0 ? 3 : 0);
  }
  EXPECT_EQ(fit_intermittent(fading, IntermittentMethod::kTsb).time_smoothing, 0.3);
  EXPECT_EQ(fit_intermittent(steady, IntermittentMethod::kTsb).time_smoothing, 0.02);
}

TEST(Intermittent, IsDemandWithAnIntervalAbove132) {
  std::vector<double> values(132, 1.0);
  std::fill_n(values.begin(), 32, 0.0);
  EXPECT_FALSE(is_intermittent({values, 1}));  // 132 steps for 100 sales
  values[40] = 0;
  EXPECT_TRUE(is_intermittent({values, 1}));
  values[41] = -1;
  EXPECT_FALSE(is_intermittent({values, 1}));
}

}  // namespace
}  // namespace klytics::forecast
