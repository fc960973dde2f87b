// Which rate limit a path of the API counts against.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "collection/http/rate_limiter.h"
#include "collection/resource.h"

namespace klytics::collection {

/// The tier of the resource that is listed at `path` (without a query; a slash at its end does not matter), where
/// "{parent}" stands for any one segment. nullopt for a path that no resource is listed at.
std::optional<Tier> tier_of_path(const std::vector<Resource>& resources, std::string_view path);

/// "M" or "m", as in name_of(). nullopt for anything else.
std::optional<Tier> parse_tier(std::string_view text);

}  // namespace klytics::collection
