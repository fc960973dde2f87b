#include "analytics/insights/false_discovery.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analytics/series/correlation.h"

namespace klytics::insights {

std::vector<double> weighted_p_values(std::span<const double> p_values, std::span<const double> weights) {
  const double mean = std::accumulate(weights.begin(), weights.end(), 0.0) /
                      static_cast<double>(std::max<std::size_t>(weights.size(), 1));
  std::vector<double> weighted(p_values.begin(), p_values.end());
  for (std::size_t i = 0; i < weighted.size(); ++i) weighted[i] *= mean / weights[i];
  std::vector<double> adjusted = series::adjusted_p_values(weighted);
  for (std::size_t i = 0; i < adjusted.size(); ++i) adjusted[i] = std::clamp(adjusted[i], p_values[i], 1.0);
  return adjusted;
}

}  // namespace klytics::insights
