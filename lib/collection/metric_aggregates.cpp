#include "collection/metric_aggregates.h"

#include <fmt/format.h>

#include <algorithm>

#include "collection/report_rows.h"
#include "collection/sync_plan.h"

namespace klytics::collection {
namespace {

using std::chrono::days;

constexpr days kLongestWindow{365};

// The vendor does not know the newer names of these zones.
std::string vendor_zone(const std::string& name) {
  if (name == "Europe/Kyiv") return "Europe/Kiev";
  if (name == "Pacific/Kanton") return "Pacific/Enderbury";
  return name;
}

}  // namespace

Resource metric_aggregates_resource() {
  return {
      .name = "metric_aggregates",
      .path = "/api/metric-aggregates",
      .parent = "",
      .tier = Tier::kS,
      .scopes = {"metrics:read"},
      .by_default = false,
      .numbers = aggregate_rows,
  };
}

std::vector<FetchWindow> aggregate_windows(std::string_view base_url, const std::string& metric_id,
                                           const DateRange& range, const std::string& time_zone) {
  const Resource resource = metric_aggregates_resource();
  const TimeZone zone(time_zone);
  std::vector<FetchWindow> windows;
  for (Date first = range.first; first <= range.last; first += kLongestWindow) {
    const Date end = std::min(first + kLongestWindow, range.last + days{1});
    const Instant from = zone.start_of(first), to = zone.start_of(end);
    std::string body = fmt::format(
        R"q({{"data":{{"type":"metric-aggregate","attributes":{{"metric_id":"{}","measurements":["count","sum_value"],)q"
        R"q("interval":"day","timezone":"{}","filter":["greater-or-equal(datetime,{})","less-than(datetime,{})"]}}}}}})q",
        metric_id, vendor_zone(time_zone), to_string(from), to_string(to));
    windows.push_back({{std::string(base_url) + resource.path, std::move(body)},
                       {resource.name, metric_id + "/" + time_zone, from, to, std::nullopt, false}});
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
    Slice slice{events.name, events.partitions.front().key, zone.start_of(wanted[begin]),
                zone.start_of(wanted[end - 1] + days{1}), std::nullopt, false};
    windows.push_back({{first_url(events, base_url, slice, {})}, slice});
    begin = end;
  }
  return windows;
}

}  // namespace klytics::collection
