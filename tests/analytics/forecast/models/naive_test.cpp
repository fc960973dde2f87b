#include "analytics/forecast/models/naive.h"

#include <gtest/gtest.h>

#include <cmath>

namespace klytics::forecast {
namespace {

TEST(Naive, RepeatsTheLastSeasonWithAnErrorThatGrowsBySeason) {
  const std::vector<double> values{1, 2, 3, 5};
  const auto prediction = seasonal_naive({values, 2}, 3);
  EXPECT_EQ(prediction.mean, (std::vector<double>{3, 5, 3}));
  EXPECT_DOUBLE_EQ(prediction.deviation[0], std::sqrt((4 + 9) / 2.0));
  EXPECT_DOUBLE_EQ(prediction.deviation[2], prediction.deviation[0] * std::sqrt(2.0));
}

TEST(Naive, DriftContinuesTheLineFromFirstToLast) {
  const std::vector<double> values{1, 4, 5, 7};
  EXPECT_EQ(drift({values, 1}, 2).mean, (std::vector<double>{9, 11}));
}

}  // namespace
}  // namespace klytics::forecast
