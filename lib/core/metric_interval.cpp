#include "core/metric_interval.h"

#include <array>
#include <chrono>

namespace klytics {
namespace {

using std::chrono::days;
using std::chrono::year_month_day;

constexpr std::array<std::string_view, 4> kNames = {"hour", "day", "week", "month"};

}  // namespace

std::optional<MetricInterval> parse_interval(std::string_view text) {
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == text) return static_cast<MetricInterval>(i);
  return std::nullopt;
}

std::string_view to_string(MetricInterval interval) { return kNames.at(static_cast<std::size_t>(interval)); }

Date next_start(Date day, MetricInterval interval) {
  switch (interval) {
    case MetricInterval::kWeek:
      return day + days(8 - std::chrono::weekday(day).iso_encoding());
    case MetricInterval::kMonth: {
      const year_month_day date = day;
      return Date((date.year() / date.month() + std::chrono::months(1)) / 1);
    }
    case MetricInterval::kHour:
    case MetricInterval::kDay:
      break;
  }
  return day + days(1);
}

std::vector<Date> whole_intervals(const DateRange& range, MetricInterval interval) {
  std::vector<Date> starts;
  // The day before tells whether the first day begins an interval.
  for (Date start = next_start(range.first - days(1), interval); start <= range.last + days(1);
       start = next_start(start, interval))
    starts.push_back(start);
  if (starts.size() < 2) starts.clear();
  return starts;
}

}  // namespace klytics
