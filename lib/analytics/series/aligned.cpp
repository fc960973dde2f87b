#include "analytics/series/aligned.h"

#include <cmath>
#include <limits>
#include <string>
#include <unordered_map>

#include "analytics/series/seasons.h"
#include "analytics/series/usual.h"
#include "core/error.h"

namespace klytics::series {

Aligned align(const TimeSeries& first, const TimeSeries& second) {
  const forecast::TimeAxis &a = first.axis, &b = second.axis;
  if (a.kind != b.kind || a.months != b.months || a.step != b.step)
    throw Error(ErrorKind::kBadData, first.name + " and " + second.name + " have different times");
  std::unordered_map<std::string, std::size_t> positions;
  for (std::size_t i = 0; i < second.values.size(); ++i) positions.emplace(second.time(i), i);
  Aligned aligned;
  for (std::size_t i = 0; i < first.values.size(); ++i) {
    const auto found = positions.find(first.time(i));
    if (found == positions.end()) continue;
    aligned.first.push_back(first.values[i]);
    aligned.second.push_back(second.values[found->second]);
  }
  if (aligned.first.empty())
    throw Error(ErrorKind::kBadData, first.name + " and " + second.name + " have no time in common");
  return aligned;
}

TimeSeries without_trend(const TimeSeries& series) {
  const CompleteSeries complete = series::complete(series, series.axis.usual_period());
  const Usual usual = usual_values(complete.values, detect_periods(series.axis, complete));
  TimeSeries rest = series;
  for (std::size_t t = 0; t < complete.values.size(); ++t)
    rest.values[complete.first + t] -= usual.seasonal[t] + usual.trend[t];  // NaN stays
  return rest;
}

}  // namespace klytics::series
