#include "analytics/forecast/models/naive.h"

#include <gtest/gtest.h>

#include <cmath>
#include "analytics/forecast/reference.h"

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

TEST(Naive, EqualsTheBenchmarksOfR) {
  for (const auto& [name, series] : reference_series()) {
    const Prediction last = seasonal_naive(series.history(), 8), line = drift(series.history(), 8);
    for (std::size_t step = 0; step < 8; ++step) {
      // R's answers are given to twelve digits
      EXPECT_NEAR(last.mean[step], reference("snaive", name, "mean").at(step), 1e-8) << name << step;
      EXPECT_NEAR(last.deviation[step], reference("snaive", name, "deviation").at(step), 1e-8) << name << step;
      EXPECT_NEAR(line.mean[step], reference("drift", name, "mean").at(step), 1e-8) << name << step;
      EXPECT_NEAR(line.deviation[step], reference("drift", name, "deviation").at(step), 1e-8) << name << step;
      if (series.period > 1) {
        EXPECT_NEAR(naive2(series.history(), 8).mean[step], reference("naive2", name, "mean").at(step), 1e-8)
            << name << step;
      }
    }
  }
}

TEST(Naive, TooFewDifferencesAreReplacedByChanges) {
  const std::vector<double> one_season{1, 2, 4, 8}, two{3, 7};
  EXPECT_DOUBLE_EQ(seasonal_naive({one_season, 4}, 1).deviation[0], std::sqrt((1 + 4 + 16) / 3.0));
  EXPECT_DOUBLE_EQ(drift({two, 1}, 1).deviation[0], 4 * std::sqrt(2.0));
}

}  // namespace
}  // namespace klytics::forecast
