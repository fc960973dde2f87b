#include "analytics/series/robust_scale.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace klytics::series {

double median(std::vector<double> values) {
  const auto middle = values.begin() + std::ssize(values) / 2;
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

double robust_scale(std::span<const double> values, double centre) {
  constexpr double kNormalPerMeanDistance = 1.2533;  // the root of half of pi
  // Of the mean distance: what a robust fit leaves of the values that it goes through. Spikes alone make the mean as
  // large only when they are thousands of usual distances high.
  constexpr double kAsGoodAsEqual = 1e-3;
  std::vector<double> distances;
  for (const double value : values) distances.push_back(std::abs(value - centre));
  const double mean = std::accumulate(distances.begin(), distances.end(), 0.0) / static_cast<double>(distances.size());
  const double middle = median(std::move(distances));
  return middle > kAsGoodAsEqual * mean ? kNormalPerMedianDistance * middle : kNormalPerMeanDistance * mean;
}

}  // namespace klytics::series
