// How much a window holds, asked of the API without listing it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "collection/engine/fetcher.h"
#include "collection/resource.h"
#include "collection/store.h"

namespace klytics::collection {

/// Records of some slices together.
struct SizeLookup {
  std::int64_t records = 0;
  bool exact = true;      // every slice ended on its first page
  bool estimate = false;  // not exact, but near: from the density of a few pages; else `records` is the least
};

/// Asks for the first page of each slice. One that goes on, of a resource that the API can list by time, is cut into
/// pieces of equal length, of which the first pages say how dense they are; those that seem to hold the most are cut
/// again. Costs a request a slice, and kSamples a round more for such a slice. A slice that the key may not read, or
/// whose parent is gone, holds nothing. nullopt when stopped() said so.
std::optional<SizeLookup> look_up_size(Fetcher& fetcher, const std::string& base_url, const Resource& resource,
                                       const std::vector<Slice>& slices, const std::function<bool()>& stopped);

inline constexpr int kSamples = 16;
inline constexpr int kRounds =
    4;  // years of a shop differ by a hundredfold: each round halves what is left of the error

}  // namespace klytics::collection
