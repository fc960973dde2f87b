// The intervals over which metrics are counted: hours, local days, weeks that begin on Monday, calendar months.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/time.h"

namespace klytics {

enum class MetricInterval { kHour, kDay, kWeek, kMonth };

/// "hour", "day", "week", "month"; nullopt for anything else.
std::optional<MetricInterval> parse_interval(std::string_view text);
std::string_view to_string(MetricInterval interval);

/// The first day of the interval after the one that `day` lies in. Days for hours.
Date next_start(Date day, MetricInterval interval);

/// The first days of the intervals that lie wholly within `range`, oldest first, and the day after the last of them.
/// Empty when there is none. Days for hours. O(intervals).
std::vector<Date> whole_intervals(const DateRange& range, MetricInterval interval);

}  // namespace klytics
