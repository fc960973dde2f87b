#include "analytics/forecast/calendar/holidays.h"

#include <algorithm>
#include <chrono>
#include <map>

#include "analytics/forecast/calendar/holiday_rules.h"
#include "analytics/forecast/calendar/shop_days.h"

namespace klytics::forecast {
namespace {

bool is_weekend(std::int64_t day) { return weekday_of(day) == kSunday || weekday_of(day) == kSaturday; }

std::int64_t day_of(const HolidayRule& rule, int year) {
  if (rule.kind == HolidayKind::kEaster) return easter_sunday(year) + rule.day;
  if (rule.kind == HolidayKind::kNth)
    return nth_weekday(year, rule.month, static_cast<unsigned>(rule.weekday), rule.day);
  const std::chrono::sys_days date = std::chrono::year(year) / std::chrono::month(rule.month) / rule.day;
  const std::int64_t day = date.time_since_epoch().count();
  if (rule.kind == HolidayKind::kFixed) return day;
  return day + (rule.weekday - weekday_of(day) + 7) % 7;
}

/// Exceptions that a rule of one line cannot say.
std::int64_t corrected(std::string_view country, const HolidayRule& rule, std::int64_t day) {
  if (country == "NL" && rule.month == 4 && weekday_of(day) == kSunday) return day - 1;  // the monarch's day
  if (country == "IE" && rule.month == 2) {  // Saint Brigid's is 1 February itself when that is a Friday
    constexpr std::int64_t kFromFridayToMonday = 3;
    const std::chrono::year_month_day friday{std::chrono::sys_days(std::chrono::days(day - kFromFridayToMonday))};
    if (friday.month() == std::chrono::February && friday.day() == std::chrono::day(1))
      return day - kFromFridayToMonday;
  }
  return day;
}

}  // namespace

std::span<const std::string_view> holiday_countries() {
  static const auto codes = [] {
    std::vector<std::string_view> result;
    for (const CountryHolidays& country : holiday_rules()) result.push_back(country.code);
    return result;
  }();
  return codes;
}

std::vector<Holiday> public_holidays(std::string_view country, int first_year, int last_year) {
  const auto countries = holiday_rules();
  const auto found = std::ranges::find(countries, country, &CountryHolidays::code);
  std::vector<Holiday> result;
  if (found == countries.end()) return result;
  std::vector<Holiday> substitutes;
  for (int year = first_year - 1; year <= last_year + 1; ++year)  // a substitute may fall into the year before
    for (const HolidayRule& rule : found->rules)
      if (rule.holds(year)) result.push_back({corrected(country, rule, day_of(rule, year)), std::string(rule.name)});
  std::ranges::stable_sort(result, {}, &Holiday::day);
  const auto taken = [&](std::int64_t day) {
    return std::ranges::find(result, day, &Holiday::day) != result.end() ||
           std::ranges::find(substitutes, day, &Holiday::day) != substitutes.end();
  };
  for (const Holiday& holiday : result) {
    if (found->substitute == HolidaySubstitute::kNone || !is_weekend(holiday.day) || holiday.name.starts_with("Easter"))
      continue;
    std::int64_t day = holiday.day;
    if (found->substitute == HolidaySubstitute::kNearest) {
      day += weekday_of(day) == kSaturday ? -1 : 1;
    } else {
      while (is_weekend(day) || taken(day)) ++day;
    }
    substitutes.push_back({day, holiday.name + " (observed)"});
  }
  result.insert(result.end(), substitutes.begin(), substitutes.end());
  std::erase_if(result, [&](const Holiday& holiday) {
    const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(holiday.day))};
    return static_cast<int>(date.year()) < first_year || static_cast<int>(date.year()) > last_year;
  });
  std::ranges::stable_sort(result, {}, &Holiday::day);
  return result;
}

std::vector<KnownColumn> holiday_columns(std::string_view country, const Calendar& calendar, int steps) {
  const auto year_of = [](std::int64_t day) {
    return static_cast<int>(std::chrono::year_month_day(std::chrono::sys_days(std::chrono::days(day))).year());
  };
  const std::int64_t first = calendar.day(0), last = calendar.day(steps) - 1;
  std::map<std::string, std::vector<double>> columns;
  for (const Holiday& holiday : public_holidays(country, year_of(first - 1), year_of(last + 1)))
    for (const int offset : {-1, 0, 1}) {
      const std::int64_t day = holiday.day + offset;
      if (day < first || day > last) continue;
      const char* const where = offset < 0 ? "day before " : offset > 0 ? "day after " : "";
      auto& column = columns[where + holiday.name];
      column.resize(static_cast<std::size_t>(steps));
      column[static_cast<std::size_t>((day - first) / calendar.days_per_step)] += 1;
    }
  std::vector<KnownColumn> result;
  for (auto& [name, values] : columns) result.push_back({name, std::move(values)});
  return result;
}

}  // namespace klytics::forecast
