// How long so many requests must take, whatever the network does. Pure.
#pragma once

#include <chrono>
#include <cstdint>

#include "collection/http/rate_limiter.h"

namespace klytics::collection {

/// The least time between the first and the last of `requests` requests of a tier under the documented fixed windows,
/// of which a share, in (0, 1], is used, when all windows are empty at first. 0 for none or one.
std::chrono::seconds least_time(Tier tier, std::int64_t requests, double quota_share);

}  // namespace klytics::collection
