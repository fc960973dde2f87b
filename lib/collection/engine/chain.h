// The state of a synchronisation that is under way: resources, their partitions, and the cursor chains of their slices.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "collection/engine/sync_engine.h"

namespace klytics::collection {

/// One slice that is being fetched: a request leads to a page leads to the next request.
struct Chain {
  std::size_t resource;            // its number in the list of resources
  Slice slice;                     // position behind the last page that went to the store
  HttpRequest request;             // that is on its way
  std::optional<Instant> reached;  // time of the last record, in a sorted chain
  bool sorted = true;
  int restarts = 0;           // since the last page
  bool without_tags = false;  // asked again without them, because a scope is missing
  bool piece = false;         // of a window that was cut
};

struct PartitionState {
  PartitionPlan plan;
  std::map<std::optional<Instant>, Slice> slices;  // by lower bound, as the store will know them
  std::size_t running = 0;                         // chains
  std::int64_t full_pages = 0;                     // of a time-sliced resource, and the time that they span together
  std::chrono::microseconds full_pages_span{0};
};

struct ResourceState {
  const Resource* resource;         // as it is asked for: of the settings, or `reduced`
  std::optional<Resource> reduced;  // when the key may read the objects but not their tags
  ResourceReport report;
  std::string conversion_metric;                     // that a report is asked for with
  std::map<std::string, PartitionState> partitions;  // under way
  Moment begin{};
};

}  // namespace klytics::collection
