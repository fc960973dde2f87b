// What the bodies of /analytics have in common: how they begin, which part of a history they show, how numbers are
// written. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/date_range.h"
#include "presentation/render/json_writer.h"
#include "presentation/render/metric_analysis.h"

namespace klytics::presentation {

inline constexpr int kDerivedDigits = 4;  // of what is computed: finer than money
inline constexpr int kScoreDigits = 2;    // of how unusual a day is

/// Decimals of a metric's own values.
int digits_of(MetricNature nature);

/// A finite number with at most `digits` decimals, without zeros at its end.
std::string decimals(double value, int digits);
void write_decimals(JsonWriter& json, std::string_view name, double value, int digits);

/// The positions of a history's days that lie in a range.
struct Part {
  std::size_t from = 0, to = 0;  // `to` is the first one behind

  std::size_t size() const { return to - from; }
};
Part part_of(const MetricAnalysis& metric, const DateRange& range);
/// How many of them are observed.
std::int64_t observed_in(const MetricAnalysis& metric, const Part& part);

/// "2026-01-31T00:00:00Z": names the local day.
std::string timestamp_of(Date day);
/// dateRange {start, end}.
void write_days(JsonWriter& json, const DateRange& range);
/// Opens the object: metricId, dateRange, interval.
void begin_metric(JsonWriter& json, const MetricAnalysis& metric, const DateRange& range);

}  // namespace klytics::presentation
