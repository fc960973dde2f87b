#include "analytics/decomposition/loess.h"

#include <algorithm>
#include <cmath>

namespace klytics::decomposition {

bool Smoother::fit_at(std::span<const double> values, std::span<const double> weights, double position, int first,
                      int last, double& fit) const {
  const int n = static_cast<int>(values.size());
  double reach = std::max(position - first, last - position);
  if (window > n) reach += (window - n) / 2;  // whole observations, as the original
  // Sums of weight, weight x distance, ...: the local line at `position` needs no stored weights.
  double sum = 0, first_moment = 0, second_moment = 0, value_sum = 0, value_moment = 0;
  for (int j = first; j <= last; ++j) {
    const double distance = j - position, size = std::abs(distance);
    if (size > 0.999 * reach) continue;
    double weight = 1;
    if (size > 0.001 * reach) {
      const double ratio = size / reach, rest = 1 - ratio * ratio * ratio;
      weight = rest * rest * rest;
    }
    const auto index = static_cast<std::size_t>(j);
    if (!weights.empty()) weight *= weights[index];
    sum += weight;
    first_moment += weight * distance;
    second_moment += weight * distance * distance;
    value_sum += weight * values[index];
    value_moment += weight * distance * values[index];
  }
  if (!(sum > 0)) return false;
  fit = value_sum / sum;
  if (reach > 0 && degree > 0) {
    const double centre = first_moment / sum;
    const double spread = second_moment / sum - centre * centre;
    if (std::sqrt(std::fmax(spread, 0)) > 0.001 * (n - 1))
      fit -= centre / spread * (value_moment / sum - centre * value_sum / sum);
  }
  return true;
}

void Smoother::smooth(std::span<const double> values, std::span<const double> weights, std::span<double> smooth) const {
  const int n = static_cast<int>(values.size());
  const auto at = [&](int i) -> double& { return smooth[static_cast<std::size_t>(i)]; };
  if (n < 2) {
    std::ranges::copy(values, smooth.begin());
    return;
  }
  const int step = std::min(jump, n - 1), width = std::min(window, n), half = (window + 1) / 2;
  const auto first_of = [&](int i) { return window >= n ? 0 : std::clamp(i + 1 - half, 0, n - width); };
  const auto fit = [&](int i, int first) {
    if (!fit_at(values, weights, i, first, first + width - 1, at(i))) at(i) = values[static_cast<std::size_t>(i)];
  };
  const auto join = [&](int from, int to) {
    const double slope = (at(to) - at(from)) / (to - from);
    for (int j = from + 1; j < to; ++j) at(j) = at(from) + slope * (j - from);
  };
  int last = 0;
  for (int i = 0; i < n; i += step) {
    fit(i, first_of(i));
    if (i > 0) join(last, i);
    last = i;
  }
  if (last < n - 1) {
    fit(n - 1, first_of(last));  // the last fit's window, as the original
    join(last, n - 1);
  }
}

}  // namespace klytics::decomposition
