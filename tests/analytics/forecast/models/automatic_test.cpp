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

TEST(Automatic, SplitsRareDemandByItsProfile) {
  std::vector<double> values;
  for (int t = 0; t < 30 * 24; ++t) values.push_back(t % 24 >= 9 && t % 24 < 21 && t * t % 7 < 3 ? 1 : 0);
  const std::vector<int> week{168};
  const auto result = automatic({values, 24, nullptr, nullptr, week}, 24);
  EXPECT_TRUE(result.model.starts_with("profile[24] of ")) << result.model;
  EXPECT_LT(result.prediction.mean[3], 0.01);
  EXPECT_GT(result.prediction.mean[12], 0.2);
  const auto& last = result.parameters.back();
  EXPECT_EQ(last.part + " " + last.name, "profile share 24");
}

/// Eight weeks of hourly counts: few at night, `weekend` times as many on Saturdays and Sundays, noise below their
/// root.
std::vector<double> hours_of_a_shop(double weekend) {
  std::vector<double> values;
  for (int t = 0; t < 8 * 168; ++t) {
    const double expected = (t / 24 % 7 >= 5 ? weekend : 1.0) * 4 * (1.1 - std::cos(2 * M_PI * (t % 24) / 24.0));
    values.push_back(std::round(std::fmax(expected + std::sqrt(expected) * std::sin(12.9898 * t * t), 0)));
  }
  return values;
}

TEST(Automatic, TakesASeasonOfTheWeekWhereItMakesForecastsBetter) {
  const std::vector<int> week{168};
  const std::vector<double> busy_weekends = hours_of_a_shop(2), same_days = hours_of_a_shop(1);
  const auto with = automatic({busy_weekends, 24, nullptr, nullptr, week}, 168);
  EXPECT_TRUE(with.model.starts_with("MSTL + ")) << with.model;
  EXPECT_TRUE(automatic({same_days, 24, nullptr, nullptr, week}, 168).model.starts_with("median of "));
  const auto ratio = [](std::span<const double> hours) {
    double weekend = 0, weekdays = 0;
    for (std::size_t t = 0; t < hours.size(); ++t) (t / 24 % 7 >= 5 ? weekend : weekdays) += hours[t];
    return weekend / 2 / (weekdays / 5);
  };
  // The means of 16 and 40 days of such noise make a ratio that is 2 % off, and the last weeks count more.
  EXPECT_NEAR(ratio(with.prediction.mean), ratio(busy_weekends), 0.12);
}

TEST(Automatic, TellsTheRateOfRareDemandByDay) {
  const Calendar calendar{17532, 1, {}};
  std::vector<double> values;
  double sum = 0;
  for (int t = 0; t < 420; ++t) {
    values.push_back((t * t * 7919 + 31 * t) % 97 < 20 ? 1 : 0);
    sum += values.back();
  }
  ASSERT_GT(sum, 60);
  const auto result = automatic({values, 7, &calendar}, 28);
  EXPECT_EQ(result.model, "median of sba, tsb, adida and imapa");
  EXPECT_NEAR(result.prediction.mean[27], sum / 420, 0.25 * sum / 420);  // the methods weigh recent demand more
}

TEST(Automatic, IsTheCombinationElsewhere) {
  EXPECT_TRUE(automatic(reference_series().at("monthly").history(), 3).model.starts_with("median of dotm, ETS("));
}

TEST(Automatic, LooksAtDaysFromEightWeeksAndAtWeeksFromAYearAndAHalf) {
  const Calendar days{17532, 1, {}}, weeks{17532, 7, {}};
  const std::vector<double> values(78, 1.0);
  const auto first = [&](std::size_t size) { return std::span(values).first(size); };
  EXPECT_TRUE(takes_regression({first(56), 7, &days}));
  EXPECT_FALSE(takes_regression({first(55), 7, &days}));
  EXPECT_TRUE(takes_regression({first(78), 52, &weeks}));
  EXPECT_FALSE(takes_regression({first(77), 52, &weeks}));
  EXPECT_FALSE(takes_regression({values, 7}));
}

}  // namespace
}  // namespace klytics::forecast
