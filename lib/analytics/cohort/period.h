// Calendar periods as consecutive numbers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/time.h"

namespace klytics::analytics {

enum class Period { kDay, kWeek, kMonth, kQuarter };

/// "day", "week", "month" or "quarter". Throws Error(kUsage) for anything else.
Period parse_period(std::string_view text);

/// The number of the period that holds a day: neighbours differ by 1. Weeks begin on Monday (ISO 8601).
std::int32_t period_of(Date day, Period period);
/// The first day of a period.
Date period_start(std::int32_t number, Period period);
/// "2010-12-01" for a day, the Monday for a week, "2010-12" for a month, "2010-Q4" for a quarter.
std::string period_label(std::int32_t number, Period period);

}  // namespace klytics::analytics
