#include "analytics/forecast/models/combination.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

#include "analytics/forecast/intervals/intervals.h"
#include "analytics/forecast/reference.h"

namespace klytics::forecast {
namespace {

TEST(Combination, IsTheMedianOfItsMembersAtEachStep) {
  const std::vector<Prediction> members{{{1, 10}, {1, 1}, {}}, {{2, 30}, {5, 2}, {}}, {{9, 20}, {3, 9}, {}}};
  const auto result = median_prediction(members);
  EXPECT_EQ(result.mean, (std::vector<double>{2, 20}));
  EXPECT_EQ(result.deviation, (std::vector<double>{3, 2}));
}

TEST(Combination, KnowsHowFarOffItWas) {
  // Noise of one size, and the same with a tail that no model foresees: each of the last origins is far off.
  std::vector<double> calm, shaken;
  for (int t = 0; t < 80; ++t) calm.push_back(100 + 5 * std::sin(12.9898 * t * t));
  shaken = calm;
  for (int t = 56; t < 80; ++t) shaken[static_cast<std::size_t>(t)] += t % 4 < 2 ? 60 : -60;
  const PastErrors usual = past_errors({calm, 1}, 4), larger = past_errors({shaken, 1}, 4);
  EXPECT_EQ(usual.origins, 12);
  EXPECT_NEAR(usual.size, 1, 0.35);  // of a stationary series about what the deviation says
  EXPECT_GT(larger.size, 1.3 * usual.size);
  EXPECT_LE(larger.size, 6);
}

TEST(Combination, KnowsNothingOfItsErrorsInAShortHistory) {
  const std::vector<double> values{3, 5, 4, 6, 5, 7};
  EXPECT_EQ(past_errors({values, 1}, 3).origins, 0);
  EXPECT_EQ(past_errors({values, 4}, 3).origins, 0);
}

TEST(Combination, SeesASeasonTwice) {
  const History monthly = reference_series().at("monthly").history();
  const auto members = combine(monthly, 1).members;
  EXPECT_TRUE(members.starts_with("median of dotm, ETS(")) << members;
  EXPECT_TRUE(members.ends_with(", stl-theta")) << members;
}

TEST(Combination, TakesALongSeasonAwayBeforeArima) {
  std::vector<double> values;
  for (int t = 0; t < 240; ++t) values.push_back(50 + 20 * std::sin(2 * M_PI * t / 24) + 5 * std::sin(12.9898 * t * t));
  EXPECT_NE(combine({values, 24}, 2).members.find(", STL + ARIMA("), std::string::npos);
  EXPECT_EQ(combine({values, 12}, 2).members.find("STL + "), std::string::npos);
}

TEST(Combination, IsTheMeanForLongHistoriesWithoutASeason) {
  std::vector<double> values;
  for (int t = 0; t < 59; ++t) values.push_back(100 + 2 * t + 5 * std::sin(t * t));
  EXPECT_TRUE(combine({values, 1}, 2).members.starts_with("median of "));
  values.push_back(220);
  EXPECT_TRUE(combine({values, 1}, 2).members.starts_with("mean of "));
  EXPECT_TRUE(combine({values, 1}, 2).members.ends_with(", CES(none)"));
}

TEST(Combination, AConstantIsContinuedWithCertainty) {
  const std::vector<double> values(30, 12.0);
  const auto result = combine({values, 12}, 3);
  const auto interval = prediction_interval(result.prediction, 0.95);
  for (std::size_t step = 0; step < 3; ++step) {
    EXPECT_NEAR(result.prediction.mean[step], 12, 1e-6);
    EXPECT_NEAR(interval.lower[step], 12, 1e-3);
  }
}

TEST(Combination, AnswersFromOneObservationOn) {
  std::vector<double> values;
  for (const double value : {5.0, 6.0, 4.0, 7.0, 6.0, 8.0}) {
    values.push_back(value);
    const auto result = combine({values, 4}, 2);
    EXPECT_TRUE(std::isfinite(result.prediction.mean[1])) << values.size();
    EXPECT_TRUE(std::isfinite(result.prediction.deviation[1])) << values.size();
  }
}

RC_GTEST_PROP(Combination, CountsStayAtOrAboveZeroAndIntervalsNeverNarrow, ()) {
  const auto size = *rc::gen::inRange<std::size_t>(1, 40);
  const auto raw = *rc::gen::container<std::vector<int>>(size, rc::gen::inRange(0, 20));
  const std::vector<double> values(raw.begin(), raw.end());
  const auto prediction = combine({values, 4}, 8).prediction;
  const auto narrow = prediction_interval(prediction, 0.8), wide = prediction_interval(prediction, 0.95);
  double before = 0;
  for (std::size_t step = 0; step < 8; ++step) {
    RC_ASSERT(std::isfinite(prediction.mean[step]) && prediction.mean[step] >= 0);
    RC_ASSERT(wide.lower[step] <= narrow.lower[step] && narrow.upper[step] <= wide.upper[step]);
    const double width = wide.upper[step] - wide.lower[step];
    RC_ASSERT(width >= before * (1 - 1e-12));
    before = width;
  }
}

}  // namespace
}  // namespace klytics::forecast
