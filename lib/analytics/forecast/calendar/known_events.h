// Days that are known to matter, in the past and in the future, as columns of a regression: sale days, holidays.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/forecast/calendar/calendar.h"
#include "analytics/forecast/calendar/time_axis.h"

namespace klytics::forecast {

struct KnownEvent {
  std::int64_t day = 0;  // since 1970-01-01
  std::string name;
  int lower = 0, upper = 0;  // days before (not above 0) and after (not below 0) that it moves too

  bool operator==(const KnownEvent&) const = default;
};

/// The local day on which each of `steps` steps begins, and that of the one after. `zone` is the IANA name in which
/// instants are days; empty: UTC. Throws Error(kUsage) for an axis of plain numbers, which have no days.
std::vector<std::int64_t> step_days(const TimeAxis& axis, int steps, const std::string& zone);

/// One column for every name and day of its window, over steps that begin at the days of step_days(): 1 for each of the
/// event's days in a step; every hour of the day. In the order in which they first appear.
std::vector<KnownColumn> event_columns(std::span<const KnownEvent> events, std::span<const std::int64_t> days);

/// The name of the first event in each step, empty where there is none; the days of a window are named after their
/// event: "2 days before Christmas". Of events of one day the first counts.
std::vector<std::string> event_names(std::span<const KnownEvent> events, std::span<const std::int64_t> days);

/// The year of a day since 1970-01-01.
int year_of(std::int64_t day);

/// The public holidays of a country in every year that the days touch, each with the day before and after.
std::vector<KnownEvent> holiday_events(std::string_view country, std::span<const std::int64_t> days);

}  // namespace klytics::forecast
