#include "analytics/series/known_days.h"

#include <optional>
#include <utility>

#include "analytics/forecast/calendar/holidays.h"
#include "analytics/forecast/calendar/known_events.h"
#include "analytics/forecast/calendar/shop_days.h"

namespace klytics::series {
namespace {

/// "black friday" as a sentence writes it.
std::string titled(std::string_view name) {
  if (name == "valentine") return "Valentine's Day";
  std::string title(name);
  for (std::size_t i = 0; i < title.size(); ++i)
    if ((i == 0 || title[i - 1] == ' ') && title[i] >= 'a' && title[i] <= 'z')
      title[i] = static_cast<char>(title[i] - 'a' + 'A');
  return title;
}

}  // namespace

std::vector<std::string> known_days(const forecast::TimeAxis& axis, std::size_t steps,
                                    std::span<const std::string> countries) {
  const std::optional<forecast::Calendar> calendar = axis.calendar();
  if (!calendar || steps == 0) return std::vector<std::string>(steps);
  const bool weekly = calendar->days_per_step > 1;
  const auto days = forecast::step_days(axis, static_cast<int>(steps), "");
  const int first = forecast::year_of(days.front()), last = forecast::year_of(days.back());
  std::vector<forecast::KnownEvent> events;
  for (const std::string& country : countries)
    for (forecast::Holiday& holiday : forecast::public_holidays(country, first, last))
      events.push_back({holiday.day, std::move(holiday.name), 0, 0});
  for (const forecast::ShopDay& day : forecast::shop_days())
    for (int year = first; year <= last + 1; ++year)  // days before the first of a year belong to it
      events.push_back({day.day(year), titled(day.name), weekly ? 0 : day.first_offset, weekly ? 0 : day.last_offset});
  return forecast::event_names(events, days);
}

}  // namespace klytics::series
