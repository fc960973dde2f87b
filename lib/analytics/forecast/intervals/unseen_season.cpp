#include "analytics/forecast/intervals/unseen_season.h"

#include <chrono>

#include "analytics/forecast/calendar/calendar.h"

namespace klytics::forecast {
namespace {

// What simulated shops of eight kinds needed in their first two years to be covered as said (80 % / 95 %): 1.1 / 1.2 on
// days of the year not seen before, 2.3 / 3.9 at the end of the year, and there 1.4 / 1.1 where it was seen once; on
// other days seen once nothing. How high Black Friday is differs from shop to shop, so that these are round numbers.
constexpr double kNeverSeen = 1.1, kNeverSeenYearEnd = 2, kYearEndSeenOnce = 1.25;

/// From the week before Black Friday to the day after New Year, when shops sell most and are closed.
bool is_year_end(std::int64_t day) {
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
  const std::chrono::month_day of_year{date.month(), date.day()};
  using std::chrono::January, std::chrono::November;
  return of_year >= November / 18 || of_year <= January / 2;
}

}  // namespace

std::vector<double> unseen_season_factors(const History& history, int horizon) {
  std::vector<double> factors(static_cast<std::size_t>(horizon), 1.0);
  if (!history.calendar) return factors;
  const Calendar& calendar = *history.calendar;
  constexpr std::int64_t kYear = 365;
  for (int step = 0; step < horizon; ++step) {
    const int row = history.size() + step;
    const std::int64_t since_first = calendar.day(row) - calendar.day(0);
    const std::int64_t since_last = calendar.day(row) - calendar.day(history.size());
    const std::int64_t seen = since_first / kYear - since_last / kYear;
    const bool year_end = is_year_end(calendar.day(row));
    double& factor = factors[static_cast<std::size_t>(step)];
    if (seen == 0) factor = year_end ? kNeverSeenYearEnd : kNeverSeen;
    if (seen == 1 && year_end) factor = kYearEndSeenOnce;
  }
  return factors;
}

void widen_unseen_seasons(Prediction& prediction, const History& history) {
  const std::vector<double> factors = unseen_season_factors(history, prediction.horizon());
  for (std::size_t step = 0; step < factors.size(); ++step) prediction.deviation[step] *= factors[step];
}

}  // namespace klytics::forecast
