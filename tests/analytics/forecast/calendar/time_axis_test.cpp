#include "analytics/forecast/calendar/time_axis.h"

#include <gtest/gtest.h>

#include "core/error.h"

namespace klytics::forecast {
namespace {

PlacedTimes place(const std::vector<std::string>& texts) {
  std::vector<TimePoint> times;
  for (const std::string& text : texts) times.push_back(parse_time(text).value());
  return place_times(times);
}

TEST(TimeAxis, ReadsIndicesDatesAndTimestampsAndNothingElse) {
  EXPECT_EQ(parse_time("-12")->ticks, -12);
  EXPECT_EQ(parse_time("1970-01-03")->ticks, 2);
  EXPECT_EQ(parse_time("1970-01-01T01:00:00+01:00")->kind, TimeKind::kInstant);
  EXPECT_EQ(parse_time("1970-01-01T01:00:00")->kind, TimeKind::kWallClock);
  EXPECT_EQ(parse_time("1970-01-01T01:00:00")->ticks, 3600);
  for (const char* text : {"", "1.5", "2026-02-30", "2026-01-01T00:00:00+", "2026-01-01T25:00:00", "Z", "soon"})
    EXPECT_FALSE(parse_time(text)) << text;
}

TEST(TimeAxis, DaysHaveAWeekAndGapsKeepTheirPlace) {
  const auto placed = place({"2026-01-01", "2026-01-02", "2026-01-05"});
  EXPECT_EQ(placed.positions, (std::vector<std::int64_t>{0, 1, 4}));
  EXPECT_EQ(placed.axis.usual_period(), 7);
  EXPECT_EQ(placed.axis.text(5), "2026-01-06");
}

TEST(TimeAxis, MonthsAndQuartersFollowTheCalendar) {
  const auto months = place({"2025-11-01", "2025-12-01", "2026-02-01"});
  EXPECT_EQ(months.positions, (std::vector<std::int64_t>{0, 1, 3}));
  EXPECT_EQ(months.axis.usual_period(), 12);
  EXPECT_EQ(months.axis.text(4), "2026-03-01");
  const auto quarters = place({"2025-03-31", "2025-06-30", "2025-09-30"});
  EXPECT_EQ(quarters.axis.usual_period(), 4);
  EXPECT_EQ(quarters.axis.text(3), "2025-12-31");
}

TEST(TimeAxis, MonthEndsStayAtTheEndOfTheMonth) {
  EXPECT_EQ(place({"2025-12-31", "2026-01-31"}).axis.text(2), "2026-02-28");
}

TEST(TimeAxis, WeeksAndHoursAreKnown) {
  EXPECT_EQ(place({"2026-01-05", "2026-01-12", "2026-01-26"}).axis.usual_period(), 52);
  const auto hours = place({"2026-01-01T00:00:00Z", "2026-01-01T01:00:00Z"});
  EXPECT_EQ(hours.axis.usual_period(), 24);
  EXPECT_EQ(hours.axis.text(24), "2026-01-02T00:00:00Z");
}

TEST(TimeAxis, TimestampsWithoutOffsetGoOnWithoutOne) {
  const auto placed = place({"2026-03-29T01:00:00", "2026-03-29T02:00:00", "2026-03-29T04:00:00"});
  EXPECT_EQ(placed.positions, (std::vector<std::int64_t>{0, 1, 3}));
  EXPECT_EQ(placed.axis.usual_periods(), (std::vector<int>{24, 168}));
  EXPECT_EQ(placed.axis.text(4), "2026-03-29T05:00:00");
  EXPECT_THROW(place({"2026-03-29T01:00:00", "2026-03-29T02:00:00Z"}), Error);
}

TEST(TimeAxis, UsualSeasonsFollowTheStep) {
  EXPECT_EQ((TimeAxis{.kind = TimeKind::kInstant, .step = 3600}).usual_periods(), (std::vector<int>{24, 168}));
  EXPECT_EQ((TimeAxis{.kind = TimeKind::kDate}).usual_periods(), (std::vector<int>{7, 365}));
  EXPECT_EQ((TimeAxis{.kind = TimeKind::kDate, .step = 7}).usual_periods(), std::vector<int>{52});
  EXPECT_EQ((TimeAxis{.kind = TimeKind::kDate, .months = true}).usual_periods(), std::vector<int>{12});
  EXPECT_TRUE(TimeAxis{}.usual_periods().empty());
}

TEST(TimeAxis, TimesThatRepeatFallOrDifferInKindAreRefused) {
  EXPECT_THROW(place({"2026-01-01", "2026-01-01"}), Error);
  EXPECT_THROW(place({"2026-01-02", "2026-01-01"}), Error);
  EXPECT_THROW(place({"2026-01-02", "7"}), Error);
}

TEST(TimeAxis, TimesWithoutAStepAreRefused) {
  EXPECT_THROW(place({"2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "2026-01-03T00:00:01Z"}), Error);
}

}  // namespace
}  // namespace klytics::forecast
