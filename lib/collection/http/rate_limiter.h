// When the next request of a tier may be sent. Pure: the caller brings the time.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <string_view>
#include <vector>

#include "collection/http/http.h"

namespace klytics::collection {

/// The classes into which the API sorts its operations.
enum class Tier { kXs, kS, kM, kL, kXl, kReport };
inline constexpr std::size_t kTierCount = 6;

/// As the API's documentation writes it: "XS", "S", "M", "L", "XL", "report".
std::string_view name_of(Tier tier);

/// So many requests in a fixed window of so many seconds.
struct RateWindow {
  int limit;
  int window_seconds;

  bool operator==(const RateWindow&) const = default;
};

/// What a tier allows, as the API documents it: the burst second, the steady minute, and a day for reports.
const std::vector<RateWindow>& documented_windows(Tier tier);

/// The part of a window's limit that a share, in (0, 1], allows: at least one request.
int share_of_limit(int limit, double quota_share);

/// Reads a RateLimit-Limit header: the composite form "350, 350;w=1, 3500;w=60", or a plain number, which is the burst
/// window's. Items that are neither are left out.
std::vector<RateWindow> parse_rate_limit(std::string_view header);

/// Fixed windows of every tier. A window begins with its first request; where the server's windows lie is unknown, so a
/// 429 may still happen and pauses the tier.
class RateLimiter {
 public:
  /// `quota_share`, in (0, 1], is the part of each window that this process may use; at least one request a window.
  explicit RateLimiter(double quota_share);

  /// The first moment, not before `now`, at which a request of the tier may be sent.
  Moment ready_at(Tier tier, Moment now) const;
  /// Counts a request that is sent now.
  void take(Tier tier, Moment now);
  /// Learns from the RateLimit-* headers of a response: limits that differ from the documented ones, and an exhausted
  /// burst window.
  void observe(Tier tier, const Headers& headers, Moment now);
  /// The tier has no windows any more; pauses are still kept.
  void lift(Tier tier) { state(tier).windows.clear(); }
  /// Sends nothing of the tier before `until`.
  void pause(Tier tier, Moment until);

 private:
  struct Window {
    int limit;  // our share of it
    int seconds;
    int used = 0;
    Moment begin{};
  };
  struct State {
    std::vector<Window> windows;
    Moment paused_until{};
  };

  State& state(Tier tier) { return states_[static_cast<std::size_t>(tier)]; }
  const State& state(Tier tier) const { return states_[static_cast<std::size_t>(tier)]; }

  double quota_share_;
  std::array<State, kTierCount> states_;
};

}  // namespace klytics::collection
