#include "analytics/decomposition/mstl.h"

#include <algorithm>

#include "analytics/decomposition/loess.h"
#include "analytics/decomposition/stl.h"

namespace klytics::decomposition {
namespace {

/// Wider for the longer seasons, which have fewer repetitions: R's 7 + 4 i.
int seasonal_window(std::size_t season) { return 11 + 4 * static_cast<int>(season); }

}  // namespace

MultipleDecomposition mstl(std::span<const double> values, std::span<const int> periods, bool robust) {
  constexpr int kIterations = 2;  // as R
  MultipleDecomposition parts;
  parts.periods.assign(periods.begin(), periods.end());
  std::ranges::sort(parts.periods);
  const auto last = std::ranges::unique(parts.periods).begin();
  parts.periods.erase(last, parts.periods.end());
  std::erase_if(parts.periods, [&](int period) { return period < 2 || 2 * period >= std::ssize(values); });
  parts.seasonal.assign(parts.periods.size(), std::vector<double>(values.size()));
  parts.remainder.assign(values.begin(), values.end());
  std::vector<double>& rest = parts.remainder;
  if (parts.periods.empty()) {
    const int window = next_odd(static_cast<double>(values.size()) / 2);
    parts.trend.resize(values.size());
    Smoother{window, 1, (window + 9) / 10}.smooth(values, {}, parts.trend);
  }
  const int iterations = parts.periods.size() > 1 ? kIterations : 1;
  for (int iteration = 0; iteration < iterations; ++iteration)
    for (std::size_t i = 0; i < parts.periods.size(); ++i) {
      std::vector<double>& seasonal = parts.seasonal[i];
      for (std::size_t t = 0; t < rest.size(); ++t) rest[t] += seasonal[t];
      Decomposition one = stl(rest, parts.periods[i], {.seasonal_window = seasonal_window(i), .robust = robust});
      seasonal = std::move(one.seasonal);
      parts.trend = std::move(one.trend);
      for (std::size_t t = 0; t < rest.size(); ++t) rest[t] -= seasonal[t];
    }
  for (std::size_t t = 0; t < rest.size(); ++t) rest[t] -= parts.trend[t];
  return parts;
}

double seasonal_ahead(const MultipleDecomposition& parts, int step) {
  double sum = 0;
  for (std::size_t i = 0; i < parts.periods.size(); ++i) {
    const auto period = static_cast<std::size_t>(parts.periods[i]);
    sum += parts.seasonal[i][parts.seasonal[i].size() - period + static_cast<std::size_t>(step - 1) % period];
  }
  return sum;
}

}  // namespace klytics::decomposition
