// The days of a series on which something unusual is usual: holidays and the days that move a shop's sales.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "analytics/forecast/calendar/time_axis.h"

namespace klytics::series {

/// One name a step, empty for ordinary days: "Christmas Day" of the countries' public holidays; else of the days that
/// move sales everywhere "Black Friday", "2 days before Christmas". Of weeks the first of either that lies in them.
/// Series of other steps know no days. Countries as in forecast::holiday_countries().
std::vector<std::string> known_days(const forecast::TimeAxis& axis, std::size_t steps,
                                    std::span<const std::string> countries);

}  // namespace klytics::series
