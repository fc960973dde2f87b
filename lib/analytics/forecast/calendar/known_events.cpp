#include "analytics/forecast/calendar/known_events.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <map>
#include <optional>

#include "analytics/forecast/calendar/holidays.h"
#include "core/error.h"
#include "core/time.h"

namespace klytics::forecast {
namespace {

using std::chrono::days;
using std::chrono::year_month_day;

constexpr std::int64_t kSecondsPerDay = 86'400;

std::int64_t day_of_instant(std::int64_t seconds, std::int64_t step, const std::optional<TimeZone>& zone) {
  if (zone) return zone->local_date(Instant(std::chrono::seconds(seconds))).time_since_epoch().count();
  // A step of days names the day whose midnight is nearest, whatever its offset, as TimeAxis::calendar() does.
  const std::int64_t shifted = step >= kSecondsPerDay ? seconds + kSecondsPerDay / 2 : seconds;
  return std::chrono::floor<days>(std::chrono::seconds(shifted)).count();
}

/// Calls `with` for every step that holds the day.
template <typename With>
void for_steps_of(std::int64_t day, std::span<const std::int64_t> starts, With with) {
  const auto steps = std::ssize(starts) - 1;
  auto after = std::ranges::upper_bound(starts.first(static_cast<std::size_t>(steps)), day) - starts.begin();
  if (after == 0) return;
  const std::int64_t start = starts[static_cast<std::size_t>(after - 1)];
  if (start != day && day >= starts[static_cast<std::size_t>(after)]) return;  // after the last step
  for (; after > 0 && starts[static_cast<std::size_t>(after - 1)] == start; --after)
    with(static_cast<std::size_t>(after - 1));
}

}  // namespace

std::vector<std::int64_t> step_days(const TimeAxis& axis, int steps, const std::string& zone) {
  if (axis.kind == TimeKind::kIndex)
    throw Error(ErrorKind::kUsage,
                "events, holidays and goals from a day on need dates, and the times are plain numbers");
  std::optional<TimeZone> local;
  if (!zone.empty()) local.emplace(zone);
  std::vector<std::int64_t> result;
  for (int step = 0; step <= steps; ++step) {
    if (has_clock(axis.kind)) {
      result.push_back(day_of_instant(axis.first + step * axis.step, axis.step, local));
    } else if (axis.months) {
      const year_month_day date = Date(days(axis.first));
      const auto month = date.year() / date.month() + std::chrono::months(step * axis.step);
      result.push_back(Date(month / 1).time_since_epoch().count());
    } else {
      result.push_back(axis.first + step * axis.step);
    }
  }
  return result;
}

std::vector<KnownColumn> event_columns(std::span<const KnownEvent> events, std::span<const std::int64_t> days) {
  std::vector<KnownColumn> columns;
  std::map<std::string, std::size_t> places;
  for (const KnownEvent& event : events)
    for (int offset = event.lower; offset <= event.upper; ++offset) {
      const std::string name = offset == 0 ? event.name : fmt::format("{} {:+d}", event.name, offset);
      const auto [place, is_new] = places.try_emplace(name, columns.size());
      if (is_new) columns.push_back({name, std::vector<double>(days.size() - 1)});
      for_steps_of(event.day + offset, days, [&](std::size_t step) { columns[place->second].values[step] += 1; });
    }
  return columns;
}

std::vector<std::string> event_names(std::span<const KnownEvent> events, std::span<const std::int64_t> days) {
  const auto name_of = [](const KnownEvent& event, int offset) {
    if (offset == 0) return event.name;
    return fmt::format("{} day{} {} {}", std::abs(offset), std::abs(offset) == 1 ? "" : "s",
                       offset < 0 ? "before" : "after", event.name);
  };
  std::map<std::int64_t, std::string> named;  // by day
  for (const KnownEvent& event : events)
    for (int offset = event.lower; offset <= event.upper; ++offset)
      named.emplace(event.day + offset, name_of(event, offset));
  std::vector<std::string> names(days.size() - 1);
  for (const auto& [day, name] : named)
    for_steps_of(day, days, [&](std::size_t step) {
      if (names[step].empty()) names[step] = name;
    });
  return names;
}

int year_of(std::int64_t day) { return static_cast<int>(year_month_day(Date(days(day))).year()); }

std::vector<KnownEvent> holiday_events(std::string_view country, std::span<const std::int64_t> days) {
  std::vector<KnownEvent> events;
  for (Holiday& holiday : public_holidays(country, year_of(days.front()), year_of(days.back())))
    events.push_back({holiday.day, std::move(holiday.name), -1, 1});
  return events;
}

}  // namespace klytics::forecast
