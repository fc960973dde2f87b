#include "presentation/render/dashboard.h"

#include <algorithm>

namespace klytics::presentation {

MessageCounts& MessageCounts::operator+=(const MessageCounts& other) {
  received += other.received;
  bounced += other.bounced;
  unique_opens += other.unique_opens;
  unique_human_opens += other.unique_human_opens;
  unique_clicks += other.unique_clicks;
  converters += other.converters;
  return *this;
}

MessageCounts Totals::messages() const {
  MessageCounts sum;
  for (const ChannelCounts& channel : channels) sum += channel.counts;
  return sum;
}

std::optional<Instant> Freshness::stale_after() const {
  if (!data_through) return std::nullopt;
  return *data_through + std::chrono::hours{max_age_hours};
}

const std::vector<MetricAnalysis>& Dashboard::metrics() const {
  static const std::vector<MetricAnalysis> kNone;
  return analyses ? *analyses : kNone;
}

const MetricAnalysis* Dashboard::find_metric(std::string_view id) const {
  const auto found = std::ranges::find(metrics(), id, &MetricAnalysis::id);
  return found == metrics().end() ? nullptr : &*found;
}

bool Freshness::is_stale() const {
  const std::optional<Instant> limit = stale_after();
  return !limit || now > *limit;
}

}  // namespace klytics::presentation
