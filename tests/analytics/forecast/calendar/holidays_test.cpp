#include "analytics/forecast/calendar/holidays.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "analytics/forecast/reference.h"
#include "core/time.h"

namespace klytics::forecast {
namespace {

std::string text_of(std::int64_t day) { return to_string(Date(std::chrono::days(day))); }

/// Dates of 2011 to 2020 that only one side has.
TEST(Holidays, EqualThoseOfPythonHolidays) {
  std::map<std::string, std::set<std::string>> expected;
  for (const auto& row : read_reference_rows("holidays.csv")) expected[row.at(0)].insert(row.at(1));
  EXPECT_EQ(expected.size(), 17U);
  expected["IT"].insert("2011-03-17");  // laws for one year that it does not know
  expected["PL"].insert("2018-11-12");
  for (const std::string_view country : holiday_countries()) {
    std::set<std::string> ours;
    for (const Holiday& holiday : public_holidays(country, 2011, 2020)) ours.insert(text_of(holiday.day));
    std::vector<std::string> differing;
    std::ranges::set_symmetric_difference(ours, expected[std::string(country)], std::back_inserter(differing));
    std::string list;
    for (const auto& day : differing) list += day + (ours.contains(day) ? " (ours) " : " (theirs) ");
    EXPECT_TRUE(differing.empty()) << country << ": " << list;
  }
}

bool is_holiday(std::string_view country, std::string_view date) {
  const auto day = parse_date(date)->time_since_epoch().count();
  const auto all = public_holidays(country, 2021, 2030);
  return std::ranges::find(all, day, &Holiday::day) != all.end();
}

TEST(Holidays, KnowTheLawsAfter2020) {
  EXPECT_TRUE(is_holiday("US", "2021-06-18"));  // Juneteenth was a Saturday
  EXPECT_TRUE(is_holiday("GB", "2022-06-02"));
  EXPECT_FALSE(is_holiday("GB", "2022-05-30"));
  EXPECT_TRUE(is_holiday("GB", "2022-09-19"));
  EXPECT_TRUE(is_holiday("GB", "2023-05-08"));
  EXPECT_TRUE(is_holiday("DK", "2023-05-05"));
  EXPECT_FALSE(is_holiday("DK", "2024-04-26"));
  EXPECT_TRUE(is_holiday("IE", "2023-02-06"));
  EXPECT_TRUE(is_holiday("IE", "2030-02-01"));  // a Friday
  EXPECT_TRUE(is_holiday("PL", "2025-12-24"));
}

TEST(Holidays, ColumnsMarkTheDayAndItsNeighbours) {
  const Calendar days{parse_date("2026-12-20")->time_since_epoch().count(), 1, {}};
  for (const KnownColumn& column : holiday_columns("DE", days, 10)) {
    ASSERT_EQ(column.values.size(), 10U);
    if (column.name == "Christmas Day") {
      EXPECT_EQ(column.values[5], 1);
    }
    if (column.name == "day before Christmas Day") {
      EXPECT_EQ(column.values[4], 1);
    }
    EXPECT_EQ(std::ranges::count(column.values, 1.0), 1);
  }
  const Calendar weeks{days.first_day, 7, {}};
  const auto columns = holiday_columns("DE", weeks, 2);
  const auto christmas = std::ranges::find(columns, "Christmas Day", &KnownColumn::name);
  ASSERT_NE(christmas, columns.end());
  EXPECT_EQ(christmas->values, (std::vector<double>{1, 0}));
}

TEST(Holidays, AnUnknownCountryHasNone) { EXPECT_TRUE(public_holidays("XX", 2020, 2021).empty()); }

}  // namespace
}  // namespace klytics::forecast
