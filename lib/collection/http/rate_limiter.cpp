#include "collection/http/rate_limiter.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace klytics::collection {
namespace {

// A pause that a RateLimit-Reset asks for is believed up to a minute, the longest window it can speak of.
constexpr int kLongestResetSeconds = 60;

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::optional<int> parse_count(std::string_view text) {
  text = trimmed(text);
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

}  // namespace

std::string_view name_of(Tier tier) {
  static constexpr std::array<std::string_view, kTierCount> kNames = {"XS", "S", "M", "L", "XL", "report"};
  return kNames[static_cast<std::size_t>(tier)];
}

const std::vector<RateWindow>& documented_windows(Tier tier) {
  static const std::array<std::vector<RateWindow>, kTierCount> windows = {{
      {{1, 1}, {15, 60}},
      {{3, 1}, {60, 60}},
      {{10, 1}, {150, 60}},
      {{75, 1}, {700, 60}},  // the reference says 750, the guide 700: the smaller one is safe, headers correct it
      {{350, 1}, {3500, 60}},
      {{1, 1}, {2, 60}, {225, 86400}},
  }};
  return windows[static_cast<std::size_t>(tier)];
}

int share_of_limit(int limit, double quota_share) {
  return std::max(1, static_cast<int>(std::floor(static_cast<double>(limit) * quota_share + 1e-9)));
}

std::vector<RateWindow> parse_rate_limit(std::string_view header) {
  std::vector<RateWindow> composite;
  std::optional<int> plain;
  while (!header.empty()) {
    const std::size_t comma = header.find(',');
    const std::string_view item = header.substr(0, comma);
    header = comma == std::string_view::npos ? std::string_view{} : header.substr(comma + 1);
    const std::size_t semicolon = item.find(';');
    const std::optional<int> limit = parse_count(item.substr(0, semicolon));
    if (!limit) continue;
    if (semicolon == std::string_view::npos) {
      plain = limit;
      continue;
    }
    const std::string_view attribute = trimmed(item.substr(semicolon + 1));
    if (!attribute.starts_with("w=")) continue;
    const std::optional<int> seconds = parse_count(attribute.substr(2));
    if (seconds && *seconds > 0) composite.push_back({*limit, *seconds});
  }
  if (composite.empty() && plain) composite.push_back({*plain, 1});
  return composite;
}

RateLimiter::RateLimiter(double quota_share) : quota_share_(quota_share) {
  for (std::size_t i = 0; i < kTierCount; ++i)
    for (const RateWindow& window : documented_windows(static_cast<Tier>(i)))
      states_[i].windows.push_back({share_of_limit(window.limit, quota_share_), window.window_seconds});
}

Moment RateLimiter::ready_at(Tier tier, Moment now) const {
  Moment ready = std::max(now, state(tier).paused_until);
  for (const Window& window : state(tier).windows)
    if (window.used >= window.limit) ready = std::max(ready, window.begin + std::chrono::seconds{window.seconds});
  return ready;
}

void RateLimiter::take(Tier tier, Moment now) {
  for (Window& window : state(tier).windows) {
    if (window.used == 0 || now >= window.begin + std::chrono::seconds{window.seconds}) {
      window.begin = now;
      window.used = 0;
    }
    ++window.used;
  }
}

void RateLimiter::observe(Tier tier, const Headers& headers, Moment now) {
  if (const auto limits = headers.find("ratelimit-limit")) {
    for (const RateWindow& seen : parse_rate_limit(*limits))
      for (Window& window : state(tier).windows)
        if (window.seconds == seen.window_seconds && seen.limit > 0)
          window.limit = share_of_limit(seen.limit, quota_share_);
  }
  const auto remaining = headers.find("ratelimit-remaining");
  const auto reset = headers.find("ratelimit-reset");
  if (!remaining || !reset || parse_count(*remaining) != 0) return;
  const int seconds = std::min(parse_count(*reset).value_or(0), kLongestResetSeconds);
  pause(tier, now + std::chrono::seconds{seconds});
}

void RateLimiter::pause(Tier tier, Moment until) {
  state(tier).paused_until = std::max(state(tier).paused_until, until);
}

}  // namespace klytics::collection
