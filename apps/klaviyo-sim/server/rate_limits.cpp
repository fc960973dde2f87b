#include "server/rate_limits.h"

#include <fmt/format.h>

#include <algorithm>

namespace klaviyo_sim {

const std::vector<Window>& windows_of(Tier tier) {
  constexpr int kMinute = 60;
  constexpr int kDay = 86400;
  static const std::vector<Window> xs = {{1, 1}, {kMinute, 15}};
  static const std::vector<Window> s = {{1, 3}, {kMinute, 60}};
  static const std::vector<Window> m = {{1, 10}, {kMinute, 150}};
  static const std::vector<Window> l = {{1, 75}, {kMinute, 750}};
  static const std::vector<Window> xl = {{1, 350}, {kMinute, 3500}};
  static const std::vector<Window> report = {{1, 1}, {kMinute, 2}, {kDay, 225}};
  switch (tier) {
    case Tier::kXs:
      return xs;
    case Tier::kS:
      return s;
    case Tier::kM:
      return m;
    case Tier::kL:
      return l;
    case Tier::kXl:
      return xl;
    case Tier::kReport:
      return report;
  }
  return xs;
}

RateLimits::RateLimits(std::optional<int> reports_per_day, bool unhurried) {
  if (!reports_per_day) return;
  constexpr int kPlenty = 1000;
  reports_ = windows_of(Tier::kReport);
  reports_.back().requests = *reports_per_day;
  if (unhurried)
    for (std::size_t i = 0; i + 1 < reports_.size(); ++i) reports_[i].requests = kPlenty;
}

const std::vector<Window>& RateLimits::windows(Tier tier) const {
  return tier == Tier::kReport && !reports_.empty() ? reports_ : windows_of(tier);
}

Admission RateLimits::admit(std::string_view operation, Tier tier, Milliseconds now) {
  const std::vector<Window>& windows = this->windows(tier);
  if (&windows == &reports_) operation = "reports";
  const std::lock_guard lock(mutex_);
  auto found = counts_.find(operation);
  if (found == counts_.end()) found = counts_.emplace(std::string(operation), std::vector<Count>()).first;
  std::vector<Count>& counts = found->second;
  counts.resize(windows.size());
  Admission admission;
  for (std::size_t i = 0; i < windows.size(); ++i) {
    const std::int64_t length = std::int64_t{windows[i].seconds} * 1000;
    const std::int64_t window = now.count() / length;
    if (counts[i].window != window) counts[i] = {window, 0};
    const std::int64_t left_milliseconds = (window + 1) * length - now.count();
    if (i == 0) admission.reset_seconds = left_milliseconds / 1000;
    if (counts[i].requests >= windows[i].requests) {
      admission.allowed = false;
      admission.retry_after_seconds = std::max(admission.retry_after_seconds, (left_milliseconds + 999) / 1000);
    }
  }
  if (admission.allowed)
    for (Count& count : counts) ++count.requests;
  admission.remaining = windows[0].requests - counts[0].requests;
  return admission;
}

std::string RateLimits::header(Tier tier, bool simple) const {
  const std::vector<Window>& windows = this->windows(tier);
  std::string text = std::to_string(windows[0].requests);
  if (simple) return text;
  for (const Window& window : windows) text += fmt::format(", {};w={}", window.requests, window.seconds);
  return text;
}

}  // namespace klaviyo_sim
