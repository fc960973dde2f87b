// The rules of public holidays, country by country: which day of which years, and what becomes of one on a weekend.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace klytics::forecast {

enum Weekday : int { kSunday, kMonday, kTuesday, kWednesday, kThursday, kFriday, kSaturday };

enum class HolidayKind {
  kFixed,     // month, day
  kEaster,    // days after Easter Sunday in `day`
  kNth,       // the nth (`day`; -1: last) `weekday` of the month
  kNotBefore  // the first `weekday` on or after month, day
};

struct HolidayRule {
  std::string_view name;
  HolidayKind kind;
  unsigned month;
  int day;
  int weekday = 0;
  int from = 0, to = 9999;                // years in which it holds
  int paused_from = 9999, paused_to = 0;  // years between them in which it does not
  int every = 1;                          // years that it divides

  constexpr bool holds(int year) const {
    const bool paused = year >= paused_from && year <= paused_to;
    return year >= from && year <= to && !paused && year % every == 0;
  }
};

/// What becomes of a holiday on a weekend.
enum class HolidaySubstitute {
  kNone,
  kNextWorkday,  // the next day that is neither weekend nor holiday
  kNearest       // Friday for Saturday, Monday for Sunday
};

struct CountryHolidays {
  std::string_view code;
  std::span<const HolidayRule> rules;
  HolidaySubstitute substitute = HolidaySubstitute::kNone;
};

/// Sorted by code.
std::span<const CountryHolidays> holiday_rules();

}  // namespace klytics::forecast
