#include "collection/reports/metric_aggregates.h"

#include <fmt/format.h>

#include <algorithm>

#include "collection/resources.h"

namespace klytics::collection {
namespace {

using std::chrono::days;

constexpr const char* kName = "metric_aggregates";
constexpr days kLongestWindow{365};  // of one request

// The vendor does not know the newer names of these zones.
std::string vendor_zone(const std::string& name) {
  if (name == "Europe/Kyiv") return "Europe/Kiev";
  if (name == "Pacific/Kanton") return "Pacific/Enderbury";
  return name;
}

std::vector<Slice> slices_of(const std::string& partition, const DateRange& range, const TimeZone& zone) {
  std::vector<Slice> slices;
  for (Date first = range.first; first <= range.last; first += kLongestWindow) {
    const Date end = std::min(first + kLongestWindow, range.last + days{1});
    slices.push_back({kName, partition, zone.start_of(first), zone.start_of(end), std::nullopt, false});
  }
  return slices;
}

}  // namespace

std::string aggregate_body(const Slice& slice) {
  const std::size_t slash = slice.partition.find('/');
  return fmt::format(
      R"q({{"data":{{"type":"metric-aggregate","attributes":{{"metric_id":"{}","measurements":["count","sum_value"],)q"
      R"q("interval":"day","timezone":"{}","filter":["greater-or-equal(datetime,{})","less-than(datetime,{})"]}}}}}})q",
      slice.partition.substr(0, slash), vendor_zone(slice.partition.substr(slash + 1)), to_string(*slice.from),
      to_string(*slice.to));
}

std::optional<PartitionPlan> plan_metric_days(const Resource& resource, std::string_view partition,
                                              const std::optional<Watermark>& stored, const PlanOptions& options) {
  const TimeZone zone(options.time_zone);
  Date end = zone.local_date(options.now - kSettleTime);
  if (options.until) end = std::min(end, zone.local_date(*options.until));
  Date first = options.begin ? zone.local_date(*options.begin) : end - kLongestWindow;
  if (stored && !options.full) first = zone.local_date(stored->complete_to - options.look_back);
  if (options.since)
    first =
        stored && !options.full ? std::min(first, zone.local_date(*options.since)) : zone.local_date(*options.since);
  if (first >= end) return std::nullopt;
  PartitionPlan plan{std::string(partition),
                     {},
                     {resource.name, std::string(partition), zone.start_of(first), zone.start_of(end), std::nullopt}};
  if (stored) plan.after = joined(stored, plan.after);
  for (const Slice& slice : slices_of(std::string(partition), {first, end - days{1}}, zone))
    plan.slices.push_back(slice);
  return plan;
}

std::vector<FetchWindow> aggregate_windows(std::string_view base_url, const std::string& metric_id,
                                           const DateRange& range, const std::string& time_zone) {
  const Resource resource = metric_aggregates_resource();
  std::vector<FetchWindow> windows;
  for (Slice& slice : slices_of(metric_id + "/" + time_zone, range, TimeZone(time_zone))) {
    std::string body = aggregate_body(slice);
    windows.push_back({{std::string(base_url) + resource.path, std::move(body)}, std::move(slice)});
  }
  return windows;
}

Resource events_of_metric(Resource events, const std::string& metric_id) {
  events.partitions = {{metric_id, fmt::format("equals(metric_id,\"{}\")", metric_id)}};
  return events;
}

std::vector<FetchWindow> event_windows(const Resource& events, std::string_view base_url,
                                       const std::vector<Date>& wanted, const std::string& time_zone) {
  const TimeZone zone(time_zone);
  std::vector<FetchWindow> windows;
  for (std::size_t begin = 0; begin < wanted.size();) {
    std::size_t end = begin + 1;
    while (end < wanted.size() && wanted[end] == wanted[end - 1] + days{1}) ++end;
    Slice slice{events.name,
                events.partitions.front().key,
                zone.start_of(wanted[begin]),
                zone.start_of(wanted[end - 1] + days{1}),
                std::nullopt,
                false};
    windows.push_back({{first_url(events, base_url, slice, {})}, slice});
    begin = end;
  }
  return windows;
}

}  // namespace klytics::collection
