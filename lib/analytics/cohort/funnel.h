// How many people get how far through ordered steps, and how long each step takes.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace klytics::analytics {

struct FunnelEvent {
  std::uint32_t customer;
  std::uint32_t source;  // what tells funnels apart, such as a campaign; kNoSource when the event names none
  std::int32_t step;     // from 0; an event of a metric that is several steps stands once for each
  std::int64_t time;     // microseconds since 1970-01-01 UTC

  static constexpr std::uint32_t kNoSource = ~std::uint32_t{0};
};

struct FunnelOptions {
  std::int32_t steps = 2;
  std::int64_t window = 0;                  // microseconds after the first step in which the last may come
  std::optional<std::int64_t> from, until;  // the first step lies in [from, until)
};

struct FunnelStep {
  std::uint32_t source;
  std::int32_t step;
  std::int64_t customers;
  double median_seconds;  // since the step before, the mean of the two in the middle; 0 for the first
};

/// A customer enters with its first event of step 0, once for each source that such events name, and reaches a step
/// with its first event of it at or after the step before, within the window. An event of another source does not
/// count, one that names none does; who enters without a source is in no funnel. Follows sql/queries/cohort/funnel.sql.
/// Sorts `events`. One element for each source and step that somebody reached, in this order. O(n log n + entries *
/// events of a customer).
std::vector<FunnelStep> funnel(std::vector<FunnelEvent> events, const FunnelOptions& options);

}  // namespace klytics::analytics
