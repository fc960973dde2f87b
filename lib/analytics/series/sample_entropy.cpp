#include "analytics/series/sample_entropy.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>

namespace klytics::series {

std::optional<double> sample_entropy(std::span<const double> values, int dimension, double tolerance) {
  const auto m = static_cast<std::size_t>(dimension);
  if (values.size() < m + 2) return std::nullopt;
  const std::size_t stretches = values.size() - m;
  std::int64_t alike = 0, still_alike = 0;
  for (std::size_t i = 0; i + 1 < stretches; ++i)
    for (std::size_t j = i + 1; j < stretches; ++j) {
      std::size_t k = 0;
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
