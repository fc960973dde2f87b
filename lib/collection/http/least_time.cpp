#include "collection/http/least_time.h"

#include <algorithm>

namespace klytics::collection {

std::chrono::seconds least_time(Tier tier, std::int64_t requests, double quota_share) {
  std::vector<RateWindow> windows = documented_windows(tier);
  std::ranges::sort(windows, std::greater<>(), &RateWindow::window_seconds);
  std::int64_t before = std::max<std::int64_t>(requests - 1, 0);  // the last one
  std::chrono::seconds time{0};
  for (const RateWindow& window : windows) {
    const std::int64_t limit = share_of_limit(window.limit, quota_share);
    time += std::chrono::seconds{before / limit * window.window_seconds};
    before %= limit;
  }
  return time;
}

}  // namespace klytics::collection
