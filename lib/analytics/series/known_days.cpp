#include "analytics/series/known_days.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <map>

#include "analytics/forecast/holidays.h"
#include "analytics/forecast/shop_days.h"

namespace klytics::series {
namespace {

int year_of(std::int64_t day) {
  return static_cast<int>(std::chrono::year_month_day(std::chrono::sys_days(std::chrono::days(day))).year());
}

/// "black friday" as a sentence writes it.
std::string titled(std::string_view name) {
  if (name == "valentine") return "Valentine's Day";
  std::string title(name);
  for (std::size_t i = 0; i < title.size(); ++i)
    if ((i == 0 || title[i - 1] == ' ') && title[i] >= 'a' && title[i] <= 'z')
      title[i] = static_cast<char>(title[i] - 'a' + 'A');
  return title;
}

std::string name_of(const forecast::ShopDay& day, int offset) {
  const std::string name = titled(day.name);
  if (offset == 0) return name;
  return fmt::format("{} day{} {} {}", std::abs(offset), std::abs(offset) == 1 ? "" : "s",
                     offset < 0 ? "before" : "after", name);
}

}  // namespace

std::vector<std::string> known_days(const forecast::TimeAxis& axis, std::size_t steps,
                                    std::span<const std::string> countries) {
  std::vector<std::string> names(steps);
  const std::optional<forecast::Calendar> calendar = axis.calendar();
  if (!calendar || steps == 0) return names;
  const int first = year_of(calendar->day(0)), last = year_of(calendar->day(static_cast<int>(steps)));
  const bool weekly = calendar->days_per_step > 1;
  std::map<std::int64_t, std::string> days;  // the first name of a day counts
  for (const std::string& country : countries)
    for (const forecast::Holiday& holiday : forecast::public_holidays(country, first, last))
      days.emplace(holiday.day, holiday.name);
  for (const forecast::ShopDay& day : forecast::shop_days())
    for (int year = first; year <= last + 1; ++year)  // days before the first of a year belong to it
      for (int offset = weekly ? 0 : day.first_offset; offset <= (weekly ? 0 : day.last_offset); ++offset)
        days.emplace(day.day(year) + offset, name_of(day, offset));
  for (const auto& [day, name] : days) {
    const std::int64_t step = (day - calendar->first_day) / calendar->days_per_step;
    if (day < calendar->first_day || step >= static_cast<std::int64_t>(steps)) continue;
    std::string& here = names[static_cast<std::size_t>(step)];
    if (here.empty()) here = name;
  }
  return names;
}

}  // namespace klytics::series
