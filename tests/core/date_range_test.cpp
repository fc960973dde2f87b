#include "core/date_range.h"

#include <gtest/gtest.h>

namespace klytics {
namespace {

Date date(const char* text) { return parse_date(text).value(); }

std::string dates(const DateRange& range) { return to_string(range.first) + ".." + to_string(range.last); }

std::string preset(const char* name, const char* today) { return dates(preset_range(name, date(today)).value()); }

TEST(DateRange, LastNDaysRunsFromTodayMinusNDaysToTodayBothIncluded) {
  EXPECT_EQ(preset("last-7-days", "2026-01-31"), "2026-01-24..2026-01-31");
  EXPECT_EQ(preset("last-30-days", "2026-01-31"), "2026-01-01..2026-01-31");
  EXPECT_EQ(preset("last-90-days", "2026-01-31"), "2025-11-02..2026-01-31");
  EXPECT_EQ(preset_range("last-30-days", date("2026-01-31"))->days(), 31);
}

TEST(DateRange, CountsTheLeapDay) {
  EXPECT_EQ(preset("last-7-days", "2024-03-05"), "2024-02-27..2024-03-05");
  EXPECT_EQ(preset("last-7-days", "2023-03-05"), "2023-02-26..2023-03-05");
  EXPECT_EQ(preset("last-month", "2024-03-31"), "2024-02-01..2024-02-29");
  EXPECT_EQ(preset("last-month", "2100-03-01"), "2100-02-01..2100-02-28");
  EXPECT_EQ(preset_range("this-year", date("2024-12-31"))->days(), 366);
}

TEST(DateRange, LastMonthIsTheWholePreviousCalendarMonthFromAnyDay) {
  EXPECT_EQ(preset("last-month", "2026-05-31"), "2026-04-01..2026-04-30");
  EXPECT_EQ(preset("last-month", "2026-01-01"), "2025-12-01..2025-12-31");
}

TEST(DateRange, ThisMonthAndThisYearEndToday) {
  EXPECT_EQ(preset("this-month", "2026-03-01"), "2026-03-01..2026-03-01");
  EXPECT_EQ(preset("this-month", "2026-03-17"), "2026-03-01..2026-03-17");
  EXPECT_EQ(preset("this-year", "2026-01-01"), "2026-01-01..2026-01-01");
}

TEST(DateRange, ThePreviousPeriodHasAsManyDaysAndEndsTheDayBefore) {
  EXPECT_EQ(dates(previous_period({date("2026-01-24"), date("2026-01-31")})), "2026-01-16..2026-01-23");
  EXPECT_EQ(dates(previous_period({date("2024-03-01"), date("2024-03-31")})), "2024-01-30..2024-02-29");
  EXPECT_EQ(dates(previous_period({date("2026-01-01"), date("2026-01-01")})), "2025-12-31..2025-12-31");
}

TEST(DateRange, TodayIsTheAccountsDateAlsoAroundAClockChange) {
  const TimeZone london("Europe/London");  // the clock goes back from 02:00 to 01:00 on 2026-10-25
  EXPECT_EQ(preset("last-7-days", to_string(london.local_date(*parse_instant("2026-10-24T23:30:00Z"))).c_str()),
            "2026-10-18..2026-10-25");
  EXPECT_EQ(preset("last-7-days", to_string(london.local_date(*parse_instant("2026-10-25T23:30:00Z"))).c_str()),
            "2026-10-18..2026-10-25");
}

TEST(DateRange, EveryPresetIsKnownAndNothingElse) {
  for (const std::string_view name : kPresetRanges) EXPECT_TRUE(preset_range(name, date("2026-01-31"))) << name;
  EXPECT_FALSE(preset_range("last-14-days", date("2026-01-31")));
  EXPECT_FALSE(preset_range("../..", date("2026-01-31")));
}

TEST(DateRange, ParsesTwoDatesInOrderAndNothingElse) {
  EXPECT_EQ(parse_range("2026-01-01,2026-01-31"),
            (NamedRange{"2026-01-01,2026-01-31", {date("2026-01-01"), date("2026-01-31")}}));
  for (const char* text : {"2026-01-31,2026-01-01", "2026-01-01", "2026-01-01,", ",2026-01-01", "2026-02-30,2026-03-01",
                           "2026-01-01,2026-01-31,2026-02-01", "2026-01-01, 2026-01-31", "../..,2026-01-01", ""})
    EXPECT_FALSE(parse_range(text)) << text;
}

}  // namespace
}  // namespace klytics
