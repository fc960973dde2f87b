// The evenly spaced times of a series: from written times to a step, gaps, and the times that follow.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/forecast/calendar/calendar.h"

namespace klytics::forecast {

/// How times are written. All times of a series are of one kind.
enum class TimeKind {
  kIndex,
  kDate,
  kInstant,   // with an offset
  kWallClock  // without one: of an unknown zone, taken as hours of equal length
};
/// Whether times have hours: ticks are seconds then.
constexpr bool has_clock(TimeKind kind) { return kind == TimeKind::kInstant || kind == TimeKind::kWallClock; }

struct TimePoint {
  TimeKind kind = TimeKind::kIndex;
  std::int64_t ticks = 0;  // the index, days or seconds since 1970-01-01
};

/// A plain integer, "2026-01-31", or a timestamp with or without offset; nullopt for anything else.
std::optional<TimePoint> parse_time(std::string_view text);

/// Times first, first + step, first + 2 steps, ...; a step is a number of ticks or of calendar months.
struct TimeAxis {
  TimeKind kind = TimeKind::kIndex;
  std::int64_t first = 0;
  std::int64_t step = 1;
  bool months = false;      // step counts months; the day of the month is that of the first
  bool month_ends = false;  // every time is the last day of a month

  /// As parse_time() reads it.
  std::string text(std::int64_t position) const;
  /// Observations a season that are usual for the step: 12 for months, 4 for quarters, 7 for days, 52 for weeks, 24 for
  /// hours; 1 when nothing is usual.
  int usual_period() const;
  /// All that are usual, rising: 24 and 168 for hours, 7 and 365 for days, and as many steps as fill a day and a week
  /// for parts of a day; else the one above; empty when nothing is usual.
  std::vector<int> usual_periods() const;
  /// The days of the steps, when a step is a day or a week; nullopt for any other. An instant belongs to the day whose
  /// midnight is nearest, whatever its offset.
  std::optional<Calendar> calendar() const;
};

struct PlacedTimes {
  TimeAxis axis;
  std::vector<std::int64_t> positions;  // of each time on the axis, 0 for the first; gaps are left out
};

/// The axis with the largest step that meets every time, which must rise strictly and be of one kind. Throws
/// Error(kBadData) without place: the caller says which series. Linear.
PlacedTimes place_times(std::span<const TimePoint> times);

}  // namespace klytics::forecast
