#include "core/daily_facts.h"

#include <algorithm>

#include "core/date_range.h"
#include "core/error.h"

namespace klytics {

ComparedPeriods compared_periods(const DateRange& current, const DateRange& data) {
  constexpr std::chrono::days kHistory{180};  // half a year: enough to tell memory from chance
  constexpr std::chrono::days kYear{52 * 7};  // the same weekdays
  ComparedPeriods periods{current, previous_period(current), std::nullopt, {}, data.last};
  periods.history = {std::max(data.first, periods.previous.first - kHistory), periods.previous.last};
  if (current.first - kYear >= data.first) periods.year_ago = DateRange{current.first - kYear, current.last - kYear};
  return periods;
}

const DayTotals& DailyFacts::on(Date day) const {
  if (day < first || static_cast<std::size_t>((day - first).count()) >= totals.size())
    throw Error(ErrorKind::kInternal, "no facts were read of " + to_string(day));
  return totals[static_cast<std::size_t>((day - first).count())];
}

}  // namespace klytics
