#include "analytics/forecast/models/error_shares.h"

#include <algorithm>
#include <cmath>

namespace klytics::forecast {

std::vector<double> shares_by_error(const std::vector<double>& errors) {
  constexpr double kSharpness = 40;  // an error larger by a fortieth counts 1 / e; hardly different from 20 or 80
  const auto best = std::ranges::min_element(errors);
  std::vector<double> shares(errors.size());
  double total = 0;
  for (std::size_t i = 0; i < errors.size(); ++i) {
    shares[i] = *best > 0 ? std::exp(kSharpness * (1 - errors[i] / *best)) : 0.0;
    total += shares[i];
  }
  if (!(*best > 0)) shares[static_cast<std::size_t>(best - errors.begin())] = total = 1;
  for (double& share : shares) share /= total;
  return shares;
}

}  // namespace klytics::forecast
