#include "analytics/forecast/models/automatic.h"

#include <gtest/gtest.h>

#include <cmath>

#include "analytics/forecast/calendar/calendar.h"
#include "analytics/forecast/reference.h"

namespace klytics::forecast {
namespace {

TEST(Automatic, TakesTheRegressionWhereDaysAreKnown) {
  const Calendar calendar{17532, 1, {}};
  std::vector<double> values;
  for (int t = 0; t < 420; ++t)
    values.push_back(100 + 30 * std::sin(t / 58.0) + (t % 7 == 2 ? 20 : 0) + std::sin(12.9898 * t * t));
  EXPECT_NE(automatic({values, 7, &calendar}, 14).model.find("additive"), std::string::npos);
  EXPECT_EQ(automatic({values, 7}, 14).model.find("additive"), std::string::npos);
}

TEST(Automatic, ClosedDaysStayClosed) {
  const Calendar calendar{17532, 1, {}};  // a Monday
  std::vector<double> values;
  double level = 200;
  for (int t = 0; t < 300; ++t) {
    level += 8 * std::sin(12.9898 * t * t);
    values.push_back(t % 7 == 6 ? 0 : std::fmax(level, 20));
  }
  const auto result = automatic({values, 7, &calendar}, 14);
  for (int step = 0; step < 14; ++step) {
    const double mean = result.prediction.mean[static_cast<std::size_t>(step)];
    if ((300 + step) % 7 == 6) {
      EXPECT_EQ(mean, 0) << step;
    } else {
      EXPECT_GT(mean, 0) << step;
    }
  }
}

TEST(Automatic, CombinesIntermittentMethodsForRareDemand) {
  std::vector<double> values;
  for (int t = 0; t < 50; ++t) values.push_back(t % 5 == 4 ? 3 : 0);
  const auto result = automatic({values, 1}, 3);
  EXPECT_EQ(result.model, "median of sba, tsb, adida and imapa");
  EXPECT_NEAR(result.prediction.mean[0], 0.6, 0.1);
}

TEST(Automatic, IsTheCombinationElsewhere) {
  EXPECT_TRUE(automatic(reference_series().at("monthly").history(), 3).model.starts_with("median of dotm, ETS("));
}

}  // namespace
}  // namespace klytics::forecast
