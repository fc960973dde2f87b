#include "analytics/series/time_series.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analytics/forecast/prepare.h"
#include "core/error.h"

namespace klytics::series {

int fill_by_nature(TimeSeries& series) {
  if (series.nature != MetricNature::kCount && series.nature != MetricNature::kMoney) return 0;
  int filled = 0;
  bool begun = false;
  for (double& value : series.values) {
    begun = begun || std::isfinite(value);
    if (!begun || std::isfinite(value)) continue;
    value = 0;
    ++filled;
  }
  return filled;
}

CompleteSeries complete(const TimeSeries& series, int period) {
  CompleteSeries result;
  result.values = forecast::fill_gaps(series.values, period);
  result.first = static_cast<std::size_t>(
      std::ranges::find_if(series.values, [](double value) { return std::isfinite(value); }) - series.values.begin());
  for (std::size_t i = 0; i < result.values.size(); ++i)
    result.observed.push_back(std::isfinite(series.values[result.first + i]));
  result.filled = static_cast<int>(std::ranges::count(result.observed, false));
  return result;
}

void require_values(const CompleteSeries& series, std::size_t least, std::string_view purpose) {
  if (series.values.size() < least)
    throw Error(ErrorKind::kBadData,
                fmt::format("{} values are too few for {}, which needs {}", series.values.size(), purpose, least));
}

void require_variation(const CompleteSeries& series, std::string_view purpose) {
  const auto [least, most] = std::ranges::minmax(series.values);
  if (!(least < most))
    throw Error(ErrorKind::kBadData, fmt::format("all values are equal: there is nothing for {}", purpose));
}

}  // namespace klytics::series
