#include "analytics/forecast/calendar/time_axis.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <numeric>

#include "core/error.h"
#include "core/time.h"

namespace klytics::forecast {
namespace {

using std::chrono::days;
using std::chrono::year_month_day;

year_month_day civil(std::int64_t ticks) { return Date(days(ticks)); }

std::int64_t month_number(year_month_day date) {
  return std::int64_t{static_cast<int>(date.year())} * 12 + static_cast<unsigned>(date.month()) - 1;
}

bool is_month_end(year_month_day date) {
  return date == year_month_day(date.year() / date.month() / std::chrono::last);
}

std::string text_of(TimeKind kind, std::int64_t ticks) {
  switch (kind) {
    case TimeKind::kDate:
      return to_string(Date(days(ticks)));
    case TimeKind::kInstant:
      return to_string(Instant(std::chrono::seconds(ticks)));
    case TimeKind::kWallClock: {
      std::string text = to_string(Instant(std::chrono::seconds(ticks)));
      text.pop_back();  // the Z
      return text;
    }
    case TimeKind::kIndex:
      break;
  }
  return std::to_string(ticks);
}

/// The greatest common divisor of the differences of what `number` gives; 0 for a single time.
template <typename Number>
std::int64_t common_step(std::span<const TimePoint> times, Number number) {
  std::int64_t step = 0;
  for (std::size_t i = 1; i < times.size(); ++i) step = std::gcd(step, number(times[i]) - number(times[i - 1]));
  return step;
}

}  // namespace

std::optional<TimePoint> parse_time(std::string_view text) {
  std::int64_t index = 0;
  const char* const end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, index);
  if (!text.empty() && parsed.ec == std::errc{} && parsed.ptr == end) return TimePoint{TimeKind::kIndex, index};
  if (const auto date = parse_date(text)) return TimePoint{TimeKind::kDate, date->time_since_epoch().count()};
  const auto seconds_of = [](Instant instant) {
    return std::chrono::floor<std::chrono::seconds>(instant.time_since_epoch()).count();
  };
  if (const auto instant = parse_instant(text)) return TimePoint{TimeKind::kInstant, seconds_of(*instant)};
  if (const auto clock = parse_instant(std::string(text) + "Z"))
    return TimePoint{TimeKind::kWallClock, seconds_of(*clock)};
  return std::nullopt;
}

std::string TimeAxis::text(std::int64_t position) const {
  if (!months) return text_of(kind, first + position * step);
  const year_month_day start = civil(first);
  const auto month = start.year() / start.month() + std::chrono::months(position * step);
  const auto last = (month / std::chrono::last).day();
  const auto day = month_ends ? last : std::min(start.day(), last);
  return to_string(Date(month / day));
}

std::optional<Calendar> TimeAxis::calendar() const {
  if (months || kind == TimeKind::kIndex) return std::nullopt;
  const std::int64_t day = kind == TimeKind::kDate ? 1 : 86'400;
  if (step != day && step != 7 * day) return std::nullopt;
  const std::int64_t nearest = kind == TimeKind::kDate ? first : (first + day / 2) / day;
  return Calendar{nearest, static_cast<int>(step / day), {}};
}

int TimeAxis::usual_period() const {
  constexpr std::int64_t kDay = 24 * 3600;
  if (months) return step < 12 && 12 % step == 0 ? static_cast<int>(12 / step) : 1;
  if (kind == TimeKind::kDate) return step == 1 ? 7 : step == 7 ? 52 : 1;
  if (has_clock(kind) && step == kDay) return 7;
  if (has_clock(kind) && step == 7 * kDay) return 52;
  if (has_clock(kind) && step < kDay && kDay % step == 0) return static_cast<int>(kDay / step);
  return 1;
}

std::vector<int> TimeAxis::usual_periods() const {
  constexpr std::int64_t kDay = 24 * 3600;
  const int period = usual_period();
  if (has_clock(kind) && step < kDay && kDay % step == 0) return {period, 7 * period};
  if (period == 7) return {7, 365};
  return period > 1 ? std::vector{period} : std::vector<int>{};
}

PlacedTimes place_times(std::span<const TimePoint> times) {
  PlacedTimes placed;
  placed.axis.kind = times.front().kind;
  placed.axis.first = times.front().ticks;
  for (std::size_t i = 1; i < times.size(); ++i) {
    if (times[i].kind != placed.axis.kind) throw Error(ErrorKind::kBadData, "times of different kinds");
    const std::string text = text_of(times[i].kind, times[i].ticks);
    if (times[i].ticks == times[i - 1].ticks) throw Error(ErrorKind::kBadData, "time stands twice: " + text);
    if (times[i].ticks < times[i - 1].ticks) throw Error(ErrorKind::kBadData, "time is before the one above: " + text);
  }
  const auto month_of = [](const TimePoint& time) { return month_number(civil(time.ticks)); };
  if (placed.axis.kind == TimeKind::kDate && times.size() > 1) {
    const auto day = civil(times.front().ticks).day();
    placed.axis.month_ends =
        std::ranges::all_of(times, [](const TimePoint& time) { return is_month_end(civil(time.ticks)); });
    placed.axis.months = placed.axis.month_ends || std::ranges::all_of(times, [&](const TimePoint& time) {
                           return civil(time.ticks).day() == day;
                         });
  }
  const auto number = [&](const TimePoint& time) { return placed.axis.months ? month_of(time) : time.ticks; };
  placed.axis.step = std::max<std::int64_t>(common_step(times, number), 1);
  for (const TimePoint& time : times)
    placed.positions.push_back((number(time) - number(times.front())) / placed.axis.step);
  constexpr std::int64_t kMostGaps = 20;  // a slip in one time can make a step of one second out of days
  if (placed.positions.back() > kMostGaps * static_cast<std::int64_t>(times.size()))
    throw Error(
        ErrorKind::kBadData,
        fmt::format("times are not evenly spaced: {} times on {} steps{}", times.size(), placed.positions.back() + 1,
                    has_clock(placed.axis.kind) ? " (of days, weeks and months write dates alone)" : ""));
  return placed;
}

}  // namespace klytics::forecast
