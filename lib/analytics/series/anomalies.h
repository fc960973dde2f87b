// Values that are unlike what is usual for their time: found by one of three methods, told apart by kind, scored.
#pragma once

#include <string>
#include <vector>

#include "analytics/series/generalised_esd.h"
#include "analytics/series/seasons.h"

namespace klytics::series {

enum class AnomalyMethod {
  kStl,     // the remainder of a robust STL, after lasting changes of level are taken out
  kEsd,     // Seasonal Hybrid ESD: the generalised ESD test of what a periodic robust STL leaves around the median
  kRolling  // against the values just before
};

enum class AnomalyKind {
  kSpike,       // gone again
  kLevelShift,  // a new level that lasts
  kHoliday  // on a day that is known to be unusual, and unlike the same day in other years, or without any to compare
};

struct AnomalyOptions {
  AnomalyMethod method = AnomalyMethod::kStl;
  double threshold = 3.5;   // robust standard deviations, as Iglewicz & Hoaglin 1993 advise; of kStl and kRolling
  double alpha = 0.05;      // of kEsd
  double most = 0.1;        // share of the values that can be anomalies; of kEsd
  std::size_t window = 28;  // values before; of kRolling
  Direction direction = Direction::kBoth;
  SeasonChoice seasons{};
  std::vector<std::string> known{};  // known_days(): one a value of the series; empty: none
};

struct Anomaly {
  std::size_t position = 0;  // on the axis
  double value = 0;
  double expected = 0;  // usual at that time; of a level shift the level before
  double score = 0;     // in robust standard deviations, with its sign
  AnomalyKind kind = AnomalyKind::kSpike;
  std::string holiday{};    // the name of the day, of a holiday
  bool compared = false;  // with that day in other years
  double level = 0;       // of a level shift: the level that it belongs to
  std::size_t since = 0;  // of a level shift: where that level begins
};

struct Anomalies {
  CompleteSeries complete;
  std::vector<int> periods;    // seasons that were taken into account
  std::vector<Anomaly> found;  // by position; never at a value that was filled in
};

/// Throws Error(kBadData) for a series that is constant or shorter than the method needs: two seasons and a value for
/// the first two, the window and a value for kRolling.
Anomalies find_anomalies(const TimeSeries& series, const AnomalyOptions& options);

/// "revenue on 2026-03-04 was 62 % below what is usual for a Wednesday".
std::string anomaly_text(const TimeSeries& series, const std::vector<int>& periods, const Anomaly& anomaly);

/// "spike", "level shift", "holiday".
std::string_view to_string(AnomalyKind kind);

}  // namespace klytics::series
