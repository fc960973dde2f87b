// National public holidays by rule: seventeen countries, any year of the Gregorian calendar since 2000.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/forecast/calendar/calendar.h"

namespace klytics::forecast {

struct Holiday {
  std::int64_t day = 0;  // since 1970-01-01
  std::string name;      // in English; "Christmas Day (observed)" for the day off instead

  bool operator==(const Holiday&) const = default;
};

/// ISO 3166 codes, sorted: "AT", "BE", ... GB is England and Wales. Regional holidays are left out.
std::span<const std::string_view> holiday_countries();

/// Of the years first..last, sorted by day; empty for a country that is not in holiday_countries(). Where the law gives
/// another day off for one that falls on a weekend (GB, IE, US), both are listed.
std::vector<Holiday> public_holidays(std::string_view country, int first_year, int last_year);

/// An indicator for every holiday of the country and for the day before and after it, over `steps` steps of the
/// calendar; weekly steps count the days in the week.
std::vector<KnownColumn> holiday_columns(std::string_view country, const Calendar& calendar, int steps);

}  // namespace klytics::forecast
