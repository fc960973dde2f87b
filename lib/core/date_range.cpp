#include "core/date_range.h"

namespace klytics {
namespace {

using std::chrono::days;
using std::chrono::year_month_day;

Date first_of_month(const year_month_day& date) { return Date{date.year() / date.month() / 1}; }

}  // namespace

std::optional<DateRange> preset_range(std::string_view name, Date today) {
  const year_month_day civil{today};
  if (name == "last-7-days") return DateRange{today - days{7}, today};
  if (name == "last-30-days") return DateRange{today - days{30}, today};
  if (name == "last-90-days") return DateRange{today - days{90}, today};
  if (name == "this-month") return DateRange{first_of_month(civil), today};
  if (name == "this-year") return DateRange{Date{civil.year() / 1 / 1}, today};
  if (name == "last-month") {
    const Date last = first_of_month(civil) - days{1};
    return DateRange{first_of_month(year_month_day{last}), last};
  }
  return std::nullopt;
}

std::optional<NamedRange> parse_range(std::string_view text) {
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos) return std::nullopt;
  const std::optional<Date> first = parse_date(text.substr(0, comma));
  const std::optional<Date> last = parse_date(text.substr(comma + 1));
  if (!first || !last || *last < *first) return std::nullopt;
  return NamedRange{std::string(text), DateRange{*first, *last}};
}

DateRange previous_period(const DateRange& range) {
  return DateRange{range.first - days{range.days()}, range.first - days{1}};
}

}  // namespace klytics
