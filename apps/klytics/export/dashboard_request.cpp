#include "export/dashboard_request.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "core/error.h"

namespace klytics::app {

Date as_of_date(const std::string& text) {
  const std::optional<Date> date = parse_date(text);
  if (!date) throw Error(ErrorKind::kUsage, fmt::format("not a date: {}", text), "write it as 2026-01-31");
  return *date;
}

NamedRange any_range(const std::string& text, Date today) {
  if (const std::optional<DateRange> preset = preset_range(text, today)) return {text, *preset};
  const std::optional<NamedRange> range = parse_range(text);
  if (!range)
    throw Error(ErrorKind::kUsage, fmt::format("not a range: {}", text),
                fmt::format("write it as 2026-01-01,2026-01-31, first and last day, or as one of {}",
                            fmt::join(kPresetRanges, ", ")));
  if (range->range.days() > kLongestRangeDays)
    throw Error(ErrorKind::kUsage, fmt::format("the range {} has more than {} days", text, kLongestRangeDays));
  return *range;
}

presentation::DashboardRequest dashboard_request(const Context& context, Account account, const std::string& as_of,
                                                 const std::vector<std::string>& custom) {
  presentation::DashboardRequest request;
  request.now = std::chrono::floor<std::chrono::seconds>(context.now());
  request.as_of = as_of.empty() ? TimeZone(account.timezone).local_date(request.now) : as_of_date(as_of);
  request.account = std::move(account);
  request.max_age_hours = context.settings.max_age_hours;
  request.attribution = context.settings.attribution;
  for (const std::string_view name : kPresetRanges)
    request.ranges.push_back({std::string(name), preset_range(name, request.as_of).value()});
  for (const std::string& text : custom) {
    NamedRange range = any_range(text, request.as_of);
    if (std::find(request.ranges.begin(), request.ranges.end(), range) == request.ranges.end())
      request.ranges.push_back(std::move(range));
  }
  return request;
}

}  // namespace klytics::app
