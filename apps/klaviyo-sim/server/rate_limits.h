// The vendor's rate limits: per operation fixed windows, a burst of one second and a steady one of a minute, for
// reports a day too.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace klaviyo_sim {

enum class Tier { kXs, kS, kM, kL, kXl, kReport };

struct Window {
  int seconds;
  int requests;
};

/// The windows of a tier, shortest first.
const std::vector<Window>& windows_of(Tier tier);

struct Admission {
  bool allowed = true;
  std::int64_t retry_after_seconds = 0;  // when refused
  int remaining = 0;                     // in the burst window, as the live API says
  std::int64_t reset_seconds = 0;        // until the burst window ends
};

/// Safe to use from several threads.
class RateLimits {
 public:
  using Milliseconds = std::chrono::milliseconds;

  /// With `reports_per_day` all reports together have that allowance, and when they are `unhurried` no shorter one.
  explicit RateLimits(std::optional<int> reports_per_day = {}, bool unhurried = false);

  /// Counts one request of an operation at a time that never goes back. A refused request counts in no window.
  Admission admit(std::string_view operation, Tier tier, Milliseconds now);
  /// The value of RateLimit-Limit: "350, 350;w=1, 3500;w=60", or just "350".
  std::string header(Tier tier, bool simple) const;

 private:
  const std::vector<Window>& windows(Tier tier) const;

  struct Count {
    std::int64_t window = -1;  // which one since time zero
    int requests = 0;
  };
  std::vector<Window> reports_;  // empty: the vendor's
  std::mutex mutex_;
  std::map<std::string, std::vector<Count>, std::less<>> counts_;
};

}  // namespace klaviyo_sim
