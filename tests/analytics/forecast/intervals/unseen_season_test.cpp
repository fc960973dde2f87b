#include "analytics/forecast/intervals/unseen_season.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "analytics/forecast/calendar/calendar.h"

namespace klytics::forecast {
namespace {

constexpr std::int64_t kNewYear = 17532;  // 2018-01-01

std::vector<double> factors_after(int size, int horizon) {
  const Calendar calendar{kNewYear, 1, {}};
  const std::vector<double> values(static_cast<std::size_t>(size), 1.0);
  return unseen_season_factors({values, 7, &calendar}, horizon);
}

TEST(UnseenSeason, TheEndOfTheYearIsWiderTheLessItWasSeen) {
  const int december = 334;
  const double never = factors_after(december, 14)[13], once = factors_after(december + 365, 14)[13];
  EXPECT_GT(never, once);
  EXPECT_GT(once, 1);
  EXPECT_EQ(factors_after(december + 2 * 365, 14)[13], 1);
}

TEST(UnseenSeason, OtherDaysAreWiderOnlyWhereNeverSeen) {
  EXPECT_GT(factors_after(150, 14)[0], 1);
  EXPECT_LT(factors_after(150, 14)[0], factors_after(334, 14)[0]);
  EXPECT_EQ(factors_after(150 + 365, 14)[0], 1);
}

TEST(UnseenSeason, ALongHorizonDoesNotCountItselfAsSeen) {
  const auto factors = factors_after(200, 900);
  EXPECT_GT(factors[100], 1);  // the history began after this day of the year, and so in each year to come
  EXPECT_GT(factors[100 + 365], 1);
  EXPECT_EQ(factors[180 + 365], 1);  // the middle of January was seen
}

TEST(UnseenSeason, WithoutACalendarAllIsSeen) {
  const std::vector<double> values(20, 1.0);
  const auto factors = unseen_season_factors({values, 7}, 9);
  EXPECT_TRUE(std::ranges::all_of(factors, [](double factor) { return factor == 1; }));
}

TEST(UnseenSeason, WidensIntervalsAndLeavesTheMean) {
  const Calendar calendar{kNewYear, 1, {}};
  const std::vector<double> values(150, 1.0);
  Prediction prediction{{5, 6}, {2, 3}, {}};
  widen_unseen_seasons(prediction, {values, 7, &calendar});
  EXPECT_EQ(prediction.mean, (std::vector<double>{5, 6}));
  const auto factors = factors_after(150, 2);
  EXPECT_EQ(prediction.deviation, (std::vector<double>{2 * factors[0], 3 * factors[1]}));
}

}  // namespace
}  // namespace klytics::forecast
