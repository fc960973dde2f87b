// Days of the year that mattered every year though nobody named them: national days of an unknown country, yearly
// sales, days off.
#pragma once

#include <span>
#include <vector>

#include "analytics/forecast/calendar/calendar.h"

namespace klytics::forecast {

/// For each recurring day that is found its steps, of the history and after it up to `steps`. `residuals` are of the
/// history, what a model without these days leaves; NaN where there is nothing to learn. Looked for are dates, the nth
/// and the last weekdays of months and distances from Easter; a day is found when at least three years agree on it,
/// the year that speaks for it loudest left out: their mean is four of its standard errors away from zero. The
/// clearest first. Daily calendars only; empty for others. Linear, times the number found.
std::vector<std::vector<int>> recurring_days(const Calendar& calendar, std::span<const double> residuals, int steps);

}  // namespace klytics::forecast
