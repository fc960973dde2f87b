#include "analytics/forecast/intervals/calibration.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "analytics/forecast/intervals/intervals.h"

namespace klytics::forecast {
namespace {

std::vector<double> rising(int size) {
  std::vector<double> values(static_cast<std::size_t>(size));
  std::iota(values.begin(), values.end(), 90.0);
  return values;
}

/// The half-width at the level of one step whose deviation is ten, by three members that far apart.
double half_width(double level, double apart, int size, PastErrors past) {
  const auto values = rising(size);
  const std::vector<Prediction> members{{{100 - apart}, {10}, {}}, {{100}, {10}, {}}, {{100 + apart}, {10}, {}}};
  Prediction prediction = members[1];
  calibrate(prediction, members, {values, 1}, past);
  return prediction_interval(prediction, level).upper[0] - 100;
}

TEST(Calibration, DisagreementWidensTheIntervals) {
  EXPECT_GT(half_width(0.8, 40, 20, {}), 1.3 * half_width(0.8, 1, 20, {}));
}

TEST(Calibration, AShortHistoryWidensTheIntervals) {
  EXPECT_GT(half_width(0.8, 1, 8, {}), 1.3 * half_width(0.8, 1, 60, {}));
}

TEST(Calibration, FollowsTheOwnErrorsTheMoreOriginsTheyAreOf) {
  for (const double level : {0.8, 0.95}) {
    const double others = half_width(level, 1, 20, {});
    EXPECT_DOUBLE_EQ(half_width(level, 1, 20, {2, 9.0}), others);  // two origins say nothing
    const double four = half_width(level, 1, 20, {4, 3.0}), twelve = half_width(level, 1, 20, {12, 3.0});
    EXPECT_GT(four, others);
    EXPECT_GT(twelve, four);
    // The own part is proportional to the size of the errors: three times as large, to the power of its share.
    EXPECT_NEAR(twelve / half_width(level, 1, 20, {12, 1.0}), std::pow(3, 12.0 / 14), 1e-9);
  }
}

TEST(Calibration, HasTheWidthsOfTheRegression) {
  // exp(0.745 + 0.269 log 0.1 + 0.559 / 2) and exp(1.218 + 0.235 log 0.1 + 0.685 / 2) deviations of ten.
  EXPECT_NEAR(half_width(0.8, 0, 20, {}), 14.995, 0.01);
  EXPECT_NEAR(half_width(0.95, 0, 20, {}), 27.715, 0.01);
}

TEST(Calibration, WidensWithTheStepNoFurtherThanTheCompetitionsWent) {
  const auto values = rising(60);
  Prediction prediction;
  for (int step = 0; step < 40; ++step) prediction.mean.push_back(100), prediction.deviation.push_back(10);
  calibrate(prediction, std::vector{prediction}, {values, 12}, {});
  EXPECT_GT(prediction.deviation[11], prediction.deviation[0]);
  EXPECT_GT(prediction.deviation[23], prediction.deviation[11]);
  EXPECT_EQ(prediction.deviation[39], prediction.deviation[23]);
}

TEST(Calibration, LeavesShortHistoriesAndCertaintyAlone) {
  const auto values = rising(3);
  Prediction prediction{{100}, {10}, {}};
  calibrate(prediction, std::vector{prediction}, {values, 1}, {});
  EXPECT_EQ(prediction.deviation[0], 10);
  const auto longer = rising(9);
  Prediction certain{{100}, {0}, {}};
  calibrate(certain, std::vector{certain}, {longer, 1}, {});
  EXPECT_EQ(certain.deviation[0], 0);
}

}  // namespace
}  // namespace klytics::forecast
