#include "collection/reports/report_months.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace klytics::collection {
namespace {

using std::chrono::days;
using std::chrono::year_month;

// A year can be compared with the year before, and costs a report little of the daily allowance.
constexpr std::chrono::months kHistory{12};

year_month month_of(Date date) {
  const std::chrono::year_month_day day(date);
  return day.year() / day.month();
}

Date first_day(year_month month) { return Date(month / std::chrono::day{1}); }

std::string key_of(year_month month) {
  return fmt::format("{:04}-{:02}", static_cast<int>(month.year()), static_cast<unsigned>(month.month()));
}

std::string quoted(const std::vector<std::string>& names) { return fmt::format("[\"{}\"]", fmt::join(names, "\",\"")); }

}  // namespace

std::vector<std::string> report_months(const ReportRule& rule, const PlanOptions& options) {
  const TimeZone zone(options.time_zone);
  const Date yesterday = zone.local_date(options.now) - days{1};
  const year_month last = month_of(yesterday);
  year_month month = options.since ? month_of(zone.local_date(*options.since)) : last - kHistory;
  if (rule.first_day) month = std::max(month, month_of(*rule.first_day));
  std::vector<std::string> keys;
  for (; month <= last; month += std::chrono::months{1}) keys.push_back(key_of(month));
  return keys;
}

std::optional<DateRange> days_of_month(std::string_view month, Date today) {
  const std::optional<Date> first = parse_date(std::string(month) + "-01");
  if (!first || *first >= today) return std::nullopt;
  const Date end = std::min(today, first_day(month_of(*first) + std::chrono::months{1}));
  return DateRange{*first, end - days{1}};
}

std::optional<PartitionPlan> plan_report_month(const Resource& resource, std::string_view month,
                                               const std::optional<Watermark>& stored, const std::vector<Slice>& open,
                                               const PlanOptions& options) {
  const TimeZone zone(options.time_zone);
  const std::optional<DateRange> range = days_of_month(month, zone.local_date(options.now));
  if (!range) return std::nullopt;
  const Instant from = zone.start_of(range->first);
  const Instant to = zone.start_of(range->last + days{1});
  // A part of a month would take the place of what is known of more of it.
  if (options.until && *options.until < to) return std::nullopt;
  const std::string basis = resource.report->conversion_metric ? options.conversion_metric : std::string();
  const Instant asked = std::chrono::floor<std::chrono::seconds>(options.now - kSettleTime);
  if (stored && !options.full && stored->complete_to >= to && stored->swept_at && stored->basis == basis) {
    const Instant final_after = to + days{resource.report->restated_days};
    if (*stored->swept_at >= final_after || options.now - *stored->swept_at < kListingAge) return std::nullopt;
  }
  PartitionPlan plan{std::string(month), {}, {resource.name, std::string(month), from, to, asked, basis}, true, false};
  const auto same =
      std::find_if(open.begin(), open.end(), [&](const Slice& slice) { return slice.from == from && slice.to == to; });
  plan.resumed = same != open.end() && !options.full;
  plan.slices.push_back(plan.resumed ? *same : Slice{resource.name, std::string(month), from, to, std::nullopt, false});
  return plan;
}

std::string report_body(const ReportRule& rule, const Slice& slice, const std::string& time_zone,
                        const std::string& conversion_metric) {
  const TimeZone zone(time_zone);
  const Date first = zone.local_date(*slice.from);
  const Date last = zone.local_date(*slice.to - std::chrono::microseconds{1});
  // The vendor takes the wall clock in the account's zone, whatever the offset says, and includes both ends.
  std::string body = fmt::format(
      R"({{"data":{{"type":"{}","attributes":{{"timeframe":{{"start":"{}T00:00:00+00:00","end":"{}T23:59:59+00:00"}})",
      rule.type, to_string(first), to_string(last));
  body += ",\"statistics\":" + quoted(rule.statistics);
  if (!rule.group_by.empty()) body += ",\"group_by\":" + quoted(rule.group_by);
  if (!rule.interval.empty()) body += fmt::format(",\"interval\":\"{}\"", rule.interval);
  if (rule.conversion_metric) body += fmt::format(",\"conversion_metric_id\":\"{}\"", conversion_metric);
  return body + "}}}";
}

}  // namespace klytics::collection
