#include "analytics/series/correlation.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <cstdlib>
#include <numeric>

namespace klytics::series {
namespace {

constexpr std::size_t kFewestPairs = 4;  // Fisher's limits need four

struct Pairs {
  std::vector<double> first, second;
};

Pairs complete_pairs(std::span<const double> first, std::span<const double> second) {
  Pairs pairs;
  for (std::size_t i = 0; i < std::min(first.size(), second.size()); ++i)
    if (std::isfinite(first[i]) && std::isfinite(second[i])) {
      pairs.first.push_back(first[i]);
      pairs.second.push_back(second[i]);
    }
  return pairs;
}

/// Deviations from the mean, scaled to a sum of squares of 1; empty for a constant.
std::vector<double> standardised(std::span<const double> values) {
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  double squares = 0, largest = 0;
  std::vector<double> result;
  for (const double value : values) {
    result.push_back(value - mean);
    squares += result.back() * result.back();
    largest = std::fmax(largest, std::abs(value));
  }
  constexpr double kRounding = 1e-13;  // of the values: what is left of a constant
  if (!(std::sqrt(squares) > kRounding * largest * std::sqrt(static_cast<double>(values.size())))) return {};
  for (double& value : result) value /= std::sqrt(squares);
  return result;
}

double dot(std::span<const double> first, std::span<const double> second) {
  return std::inner_product(first.begin(), first.end(), second.begin(), 0.0);
}

double significance(double coefficient, double pairs) {
  const double freedom = pairs - 2, rest = 1 - coefficient * coefficient;
  if (!(freedom > 0)) return 1;
  if (!(rest > 0)) return 0;
  const double t = std::abs(coefficient) * std::sqrt(freedom / rest);
  return std::fmin(2 * boost::math::cdf(complement(boost::math::students_t(freedom), t)), 1);
}

/// Independent pairs that say as much as `first` and `second`, standardised.
double effective_pairs(std::span<const double> first, std::span<const double> second) {
  const auto n = static_cast<double>(first.size());
  const double memory = dot(first.subspan(1), first) * dot(second.subspan(1), second);
  return memory > 0 ? std::fmax(n * (1 - memory) / (1 + memory), 3) : n;
}

std::optional<Correlation> correlate(const Pairs& pairs, bool memory) {
  if (pairs.first.size() < kFewestPairs) return std::nullopt;
  const std::vector<double> first = standardised(pairs.first), second = standardised(pairs.second);
  if (first.empty() || second.empty()) return std::nullopt;
  Correlation result;
  result.count = first.size();
  result.coefficient = std::clamp(dot(first, second), -1.0, 1.0);
  const double n = memory ? effective_pairs(first, second) : static_cast<double>(first.size());
  result.p_value = significance(result.coefficient, n);
  constexpr double kNormal95 = 1.959963984540054;
  if (n > 3) {
    const double centre = std::atanh(result.coefficient), reach = kNormal95 / std::sqrt(n - 3);
    result.low = std::tanh(centre - reach);
    result.high = std::tanh(centre + reach);
  }
  return result;
}

std::vector<double> ranks(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return values[i]; });
  std::vector<double> result(values.size());
  for (std::size_t from = 0; from < order.size();) {
    std::size_t to = from;
    while (to < order.size() && values[order[to]] == values[order[from]]) ++to;
    for (std::size_t i = from; i < to; ++i) result[order[i]] = static_cast<double>(from + to + 1) / 2;
    from = to;
  }
  return result;
}

}  // namespace

std::optional<Correlation> pearson(std::span<const double> first, std::span<const double> second, bool memory) {
  return correlate(complete_pairs(first, second), memory);
}

std::optional<Correlation> spearman(std::span<const double> first, std::span<const double> second, bool memory) {
  const Pairs pairs = complete_pairs(first, second);
  return correlate({ranks(pairs.first), ranks(pairs.second)}, memory);
}

std::vector<double> cross_correlations(std::span<const double> first, std::span<const double> second, int most) {
  // What is missing deviates by nothing.
  const auto deviations = [](std::span<const double> values) {
    std::vector<double> known;
    for (const double value : values)
      if (std::isfinite(value)) known.push_back(value);
    std::vector<double> result(values.size());
    if (known.empty()) return std::vector<double>{};
    const std::vector<double> scaled = standardised(known);
    if (scaled.empty()) return scaled;
    for (std::size_t i = 0, next = 0; i < values.size(); ++i)
      if (std::isfinite(values[i])) result[i] = scaled[next++];
    return result;
  };
  const std::vector<double> a = deviations(first), b = deviations(second);
  std::vector<double> result;
  if (a.empty() || b.empty()) return result;
  for (int lag = -most; lag <= most; ++lag) {
    double sum = 0;
    for (std::size_t t = 0; t < a.size(); ++t) {
      const std::ptrdiff_t later = static_cast<std::ptrdiff_t>(t) + lag;
      if (later >= 0 && later < std::ssize(b)) sum += a[t] * b[static_cast<std::size_t>(later)];
    }
    result.push_back(std::clamp(sum, -1.0, 1.0));
  }
  return result;
}

std::optional<LaggedCorrelation> best_lag(std::span<const double> first, std::span<const double> second, int most,
                                          bool memory) {
  const std::optional<Correlation> at_once = pearson(first, second, memory);
  if (!at_once) return std::nullopt;
  const std::vector<double> all = cross_correlations(first, second, most);
  if (all.empty()) return std::nullopt;
  LaggedCorrelation best{0, all[static_cast<std::size_t>(most)], 1};
  for (int distance = 1; distance <= most; ++distance)
    for (const int lag : {distance, -distance})
      if (const double here = all[static_cast<std::size_t>(lag + most)]; std::abs(here) > std::abs(best.coefficient))
        best.lag = lag, best.coefficient = here;
  const Pairs pairs = complete_pairs(first, second);
  double n = static_cast<double>(pairs.first.size());
  if (memory) n = effective_pairs(standardised(pairs.first), standardised(pairs.second));
  best.p_value = std::fmin(significance(best.coefficient, n - std::abs(best.lag)) * (2 * most + 1), 1);
  return best;
}

std::vector<double> adjusted_p_values(std::span<const double> p_values) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, std::greater{}, [&](std::size_t i) { return p_values[i]; });
  const auto count = static_cast<double>(p_values.size());
  std::vector<double> adjusted(p_values.size());
  double least = 1;
  for (std::size_t i = 0; i < order.size(); ++i) {
    least = std::fmin(least, p_values[order[i]] * count / (count - static_cast<double>(i)));
    adjusted[order[i]] = least;
  }
  return adjusted;
}

const char* correlation_text(double coefficient, double p_value) {
  constexpr double kSignificant = 0.05, kStrong = 0.7, kModerate = 0.4;  // by size, as is usual (Dancey & Reidy 2007)
  if (!(p_value < kSignificant)) return "none";
  const double size = std::abs(coefficient);
  if (size >= kStrong) return coefficient > 0 ? "strong positive" : "strong negative";
  if (size >= kModerate) return coefficient > 0 ? "moderate positive" : "moderate negative";
  return coefficient > 0 ? "weak positive" : "weak negative";
}

}  // namespace klytics::series
