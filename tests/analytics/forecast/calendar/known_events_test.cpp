#include "analytics/forecast/calendar/known_events.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "core/error.h"

namespace klytics::forecast {
namespace {

using testing::ElementsAre;

constexpr std::int64_t kJanuary = 20'454;  // 2026-01-01, a Thursday

std::vector<double> column(const std::vector<KnownEvent>& events, const TimeAxis& axis, int steps,
                           const std::string& name, const std::string& zone = "") {
  for (const KnownColumn& column : event_columns(events, step_days(axis, steps, zone)))
    if (column.name == name) return column.values;
  return {};
}

TEST(KnownEvents, ADayHasItsWindowAroundIt) {
  const TimeAxis days{TimeKind::kDate, kJanuary, 1, false, false};
  const std::vector<KnownEvent> sale{{kJanuary + 2, "sale", -1, 1}};
  EXPECT_THAT(column(sale, days, 5, "sale"), ElementsAre(0, 0, 1, 0, 0));
  EXPECT_THAT(column(sale, days, 5, "sale -1"), ElementsAre(0, 1, 0, 0, 0));
  EXPECT_THAT(column(sale, days, 5, "sale +1"), ElementsAre(0, 0, 0, 1, 0));
}

TEST(KnownEvents, AStepIsNamedAfterTheFirstEventInIt) {
  const std::vector<KnownEvent> events{{kJanuary + 3, "sale", -2, 1}, {kJanuary + 1, "fair"}};
  const TimeAxis days{TimeKind::kDate, kJanuary, 1, false, false};
  EXPECT_THAT(event_names(events, step_days(days, 6, "")),
              ElementsAre("", "2 days before sale", "1 day before sale", "sale", "1 day after sale", ""));
  const TimeAxis weeks{TimeKind::kDate, kJanuary, 7, false, false};
  const std::vector<KnownEvent> two{{kJanuary + 9, "late"}, {kJanuary + 8, "early"}};
  EXPECT_THAT(event_names(two, step_days(weeks, 2, "")), ElementsAre("", "early"));
}

TEST(KnownEvents, OutsideTheStepsThereIsNothing) {
  const TimeAxis days{TimeKind::kDate, kJanuary, 1, false, false};
  EXPECT_THAT(column({{kJanuary - 1, "e"}, {kJanuary + 3, "e"}}, days, 3, "e"), ElementsAre(0, 0, 0));
  EXPECT_THAT(column({{kJanuary + 2, "e"}}, days, 3, "e"), ElementsAre(0, 0, 1));
}

TEST(KnownEvents, WeeksAndMonthsCountTheirDays) {
  const TimeAxis weeks{TimeKind::kDate, kJanuary, 7, false, false};
  EXPECT_THAT(column({{kJanuary + 6, "e"}, {kJanuary + 7, "e"}, {kJanuary + 8, "e"}}, weeks, 3, "e"),
              ElementsAre(1, 2, 0));
  const TimeAxis months{TimeKind::kDate, kJanuary + 30, 1, true, true};  // by their last days
  EXPECT_THAT(column({{kJanuary, "e"}, {kJanuary + 30, "e"}, {kJanuary + 31, "e"}}, months, 2, "e"), ElementsAre(2, 1));
}

TEST(KnownEvents, EveryHourOfTheLocalDayIsMarked) {
  const TimeAxis hours{TimeKind::kInstant, kJanuary * 86'400, 3'600, false, false};
  const auto utc = column({{kJanuary + 1, "e"}}, hours, 48, "e");
  EXPECT_EQ(std::count(utc.begin(), utc.end(), 1.0), 24);
  EXPECT_EQ(utc.at(24), 1);
  const auto berlin = column({{kJanuary + 1, "e"}}, hours, 48, "e", "Europe/Berlin");
  EXPECT_EQ(berlin.at(23), 1);
  EXPECT_EQ(berlin.at(47), 0);
}

TEST(KnownEvents, PlainNumbersHaveNoDays) {
  EXPECT_THROW(step_days({TimeKind::kIndex, 1, 1, false, false}, 3, ""), Error);
}

TEST(KnownEvents, HolidaysOfEveryYearThatIsTouched) {
  const std::vector<std::int64_t> days{kJanuary - 10, kJanuary + 400};
  const auto events = holiday_events("DE", days);
  const auto christmas = std::count_if(events.begin(), events.end(), [](const KnownEvent& event) {
    return event.name == "Christmas Day" && event.lower == -1 && event.upper == 1;
  });
  EXPECT_EQ(christmas, 3);
}

TEST(KnownEvents, AStepOfADayIsTheDayOfTheNearestMidnight) {
  const TimeAxis days{TimeKind::kInstant, kJanuary * 86'400 - 3'600, 86'400, false, false};  // 23:00 UTC the day before
  EXPECT_THAT(column({{kJanuary + 1, "e"}}, days, 3, "e"), ElementsAre(0, 1, 0));
}

}  // namespace
}  // namespace klytics::forecast
