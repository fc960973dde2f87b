// The date ranges that the dashboard asks for by name, and the period that each is compared with. Pure civil dates: the
// caller says which date is "today" in the account's zone.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "core/time.h"

namespace klytics {

/// The names of the predefined ranges, in the order in which the dashboard shows them.
inline constexpr std::array<std::string_view, 6> kPresetRanges = {"last-7-days", "last-30-days", "last-90-days",
                                                                  "this-month",  "last-month",   "this-year"};
/// What the dashboard shows when it names no range.
inline constexpr std::string_view kDefaultRange = "last-30-days";

/// A range with the name under which the dashboard asks for it.
struct NamedRange {
  std::string name;  // a preset's name, or "2026-01-01,2026-01-31"
  DateRange range;

  bool operator==(const NamedRange&) const = default;
};

/// The dates of a predefined range. last-N-days runs from `today` minus N days to `today`, both included (N + 1 days);
/// last-month is the whole previous calendar month; this-month and this-year end today. nullopt for any other name.
std::optional<DateRange> preset_range(std::string_view name, Date today);

/// "2026-01-01,2026-01-31", both included. nullopt unless it is exactly two dates, the first not after the last.
std::optional<NamedRange> parse_range(std::string_view text);

/// The period before: as many days, ending the day before `range` begins.
DateRange previous_period(const DateRange& range);

}  // namespace klytics
