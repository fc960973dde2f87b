#include "analytics/series/sample_entropy.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

namespace klytics::series {

std::optional<double> sample_entropy(std::span<const double> values, int dimension, double tolerance) {
  const auto m = static_cast<std::size_t>(dimension);
  if (values.size() < m + 2) return std::nullopt;
  const std::size_t stretches = values.size() - m;
  // By their first values: stretches that are alike stand near each other.
  std::vector<std::size_t> order(stretches);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return values[i]; });
  std::int64_t alike = 0, still_alike = 0;
  for (auto first = order.begin(); first != order.end(); ++first)
    for (auto second = first + 1; second != order.end() && values[*second] - values[*first] < tolerance; ++second) {
      const std::size_t i = std::min(*first, *second), j = std::max(*first, *second);
      std::size_t k = 1;
      while (k < m && std::abs(values[i + k] - values[j + k]) < tolerance) ++k;
      if (k < m) continue;
      ++alike;
      if (i + 2 < stretches && std::abs(values[i + m] - values[j + m]) < tolerance) ++still_alike;
    }
  if (still_alike == 0) return std::nullopt;
  return std::log(static_cast<double>(alike) / static_cast<double>(still_alike));
}

double standard_deviation(std::span<const double> values) {
  const auto n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return n > 1 ? std::sqrt(squares / (n - 1)) : 0;
}

std::string_view entropy_text(double entropy) {
  constexpr double kRegular = 0.5, kPartly = 1.5;  // a sine has 0.2, normal noise about 2.2 at the usual settings
  return entropy < kRegular ? "regular" : entropy < kPartly ? "partly regular" : "irregular";
}

}  // namespace klytics::series
