#include "analytics/cohort/period.h"

#include <fmt/format.h>

#include "core/error.h"

namespace klytics::analytics {
namespace {

constexpr std::int32_t kMonthsPerYear = 12, kMonthsPerQuarter = 3, kDaysPerWeek = 7;
// 1970-01-01 was a Thursday: three days after a Monday.
constexpr std::int32_t kDaysFromMonday = 3;

std::int32_t divide_down(std::int32_t value, std::int32_t by) {
  return value >= 0 ? value / by : -((by - 1 - value) / by);
}

std::int32_t month_number(Date day) {
  const std::chrono::year_month_day civil{day};
  return static_cast<std::int32_t>(static_cast<int>(civil.year())) * kMonthsPerYear +
         static_cast<std::int32_t>(static_cast<unsigned>(civil.month())) - 1;
}

Date month_start(std::int32_t number) {
  const std::int32_t year = divide_down(number, kMonthsPerYear);
  return std::chrono::year{year} / std::chrono::month{static_cast<unsigned>(number - year * kMonthsPerYear + 1)} / 1;
}

}  // namespace

Period parse_period(std::string_view text) {
  if (text == "day") return Period::kDay;
  if (text == "week") return Period::kWeek;
  if (text == "month") return Period::kMonth;
  if (text == "quarter") return Period::kQuarter;
  throw Error(ErrorKind::kUsage, fmt::format("unknown period: {}", text), "the periods are day, week, month, quarter");
}

std::int32_t period_of(Date day, Period period) {
  const auto number = static_cast<std::int32_t>(day.time_since_epoch().count());
  switch (period) {
    case Period::kDay:
      return number;
    case Period::kWeek:
      return divide_down(number + kDaysFromMonday, kDaysPerWeek);
    case Period::kMonth:
      return month_number(day);
    case Period::kQuarter:
      return divide_down(month_number(day), kMonthsPerQuarter);
  }
  return number;
}

Date period_start(std::int32_t number, Period period) {
  switch (period) {
    case Period::kDay:
      return Date{std::chrono::days{number}};
    case Period::kWeek:
      return Date{std::chrono::days{number * kDaysPerWeek - kDaysFromMonday}};
    case Period::kMonth:
      return month_start(number);
    case Period::kQuarter:
      return month_start(number * kMonthsPerQuarter);
  }
  return {};
}

std::string period_label(std::int32_t number, Period period) {
  const std::string start = to_string(period_start(number, period));
  if (period == Period::kMonth) return start.substr(0, 7);
  if (period == Period::kQuarter) {
    const std::int32_t year = divide_down(number, kMonthsPerYear / kMonthsPerQuarter);
    return fmt::format("{:04}-Q{}", year, number - year * (kMonthsPerYear / kMonthsPerQuarter) + 1);
  }
  return start;
}

}  // namespace klytics::analytics
