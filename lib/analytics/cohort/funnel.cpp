#include "analytics/cohort/funnel.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace klytics::analytics {
namespace {

constexpr double kMicrosPerSecond = 1e6;

double median_of(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

// The first event of a step from `earliest` to `latest`; the events of one customer are in time order.
std::optional<std::int64_t> first_event(std::span<const FunnelEvent> events, std::int32_t step, std::uint32_t source,
                                        std::int64_t earliest, std::int64_t latest) {
  for (const FunnelEvent& event : events)
    if (event.step == step && event.time >= earliest && event.time <= latest &&
        (event.source == source || event.source == FunnelEvent::kNoSource))
      return event.time;
  return std::nullopt;
}

}  // namespace

std::vector<FunnelStep> funnel(std::vector<FunnelEvent> events, const FunnelOptions& options) {
  std::sort(events.begin(), events.end(), [](const FunnelEvent& a, const FunnelEvent& b) {
    return std::tie(a.customer, a.time) < std::tie(b.customer, b.time);
  });
  std::map<std::pair<std::uint32_t, std::int32_t>, std::vector<double>> waits;  // by source and step
  for (std::size_t begin = 0, end = 0; begin < events.size(); begin = end) {
    while (end < events.size() && events[end].customer == events[begin].customer) ++end;
    const auto own = std::span(events).subspan(begin, end - begin);
    std::map<std::uint32_t, std::int64_t> entries;
    for (const FunnelEvent& event : own)
      if (event.step == 0 && event.source != FunnelEvent::kNoSource && event.time >= options.from.value_or(INT64_MIN) &&
          event.time < options.until.value_or(INT64_MAX))
        entries.try_emplace(event.source, event.time);
    for (const auto& [source, entered] : entries) {
      waits[{source, 0}].push_back(0);
      std::int64_t reached = entered;
      for (std::int32_t step = 1; step < options.steps; ++step) {
        const std::optional<std::int64_t> next = first_event(own, step, source, reached, entered + options.window);
        if (!next) break;
        waits[{source, step}].push_back(static_cast<double>(*next - reached) / kMicrosPerSecond);
        reached = *next;
      }
    }
  }
  std::vector<FunnelStep> result;
  for (auto& [key, seconds] : waits) {
    const auto customers = static_cast<std::int64_t>(seconds.size());
    result.push_back({key.first, key.second, customers, median_of(std::move(seconds))});
  }
  return result;
}

}  // namespace klytics::analytics
