// How much a window holds, asked of the API without listing it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "collection/fetcher.h"
#include "collection/resource.h"
#include "collection/store.h"

namespace klytics::collection {

/// Records of some slices together.
struct SizeLookup {
  std::int64_t records = 0;
  bool exact = true;      // every slice ended on its first page
  bool estimate = false;  // not exact, but near: from the density of a few pages; else `records` is the least
};

/// Asks for the first page of each slice. A slice of a time-sliced resource that goes on is cut into pieces of equal
/// length, of which the first pages say how dense they are. Costs a request a slice, and kSamples more for such a
/// slice. A slice that the key may not read, or whose parent is gone, holds nothing. nullopt when stopped() said so.
std::optional<SizeLookup> look_up_size(Fetcher& fetcher, const std::string& base_url, const Resource& resource,
                                       const std::vector<Slice>& slices, const std::function<bool()>& stopped);

inline constexpr int kSamples = 16;

}  // namespace klytics::collection
