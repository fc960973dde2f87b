#include "core/retention_period.h"

#include <fmt/format.h>

#include <charconv>

namespace klytics {
namespace {

constexpr int kMostDays = 99999;
constexpr int kMostMonths = 1200;

}  // namespace

std::string RetentionPeriod::interval() const { return fmt::format("{} months {} days", months, days); }

std::optional<RetentionPeriod> parse_retention_period(std::string_view text) {
  int number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{} || number < 0) return std::nullopt;
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  if (number == 0) return unit.empty() ? std::optional(RetentionPeriod{}) : std::nullopt;
  if (unit == "d" && number <= kMostDays) return RetentionPeriod{.months = 0, .days = number};
  if (unit == "mo" && number <= kMostMonths) return RetentionPeriod{.months = number, .days = 0};
  return std::nullopt;
}

}  // namespace klytics
