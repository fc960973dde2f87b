#include "analytics/cohort/comparison.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <random>
#include <vector>

#include "analytics/cohort/customer_groups.h"

namespace klytics::analytics {
namespace {

constexpr int kResamples = 2000;
constexpr std::uint64_t kSeed = 20260101;

double resampled_mean(std::span<const double> values, std::mt19937_64& random) {
  double sum = 0;
  // The distributions of the standard library differ between implementations; this does not.
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto share = static_cast<double>(random() >> 11) / 9007199254740992.0;  // 2^53
    sum += values[static_cast<std::size_t>(share * static_cast<double>(values.size()))];
  }
  return sum / static_cast<double>(values.size());
}

// Linear between the ordered values (type 7 of Hyndman and Fan).
double quantile_of(const std::vector<double>& sorted, double share) {
  const double position = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (position - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

}  // namespace

Interval wilson_rate(std::int64_t part, std::int64_t whole, double confidence) {
  const double z = boost::math::quantile(boost::math::normal(), 0.5 + confidence / 2);
  const auto n = static_cast<double>(whole);
  const double rate = static_cast<double>(part) / n;
  const double centre = rate + z * z / (2 * n);
  const double spread = z * std::sqrt(rate * (1 - rate) / n + z * z / (4 * n * n));
  const double scale = 1 + z * z / n;
  return {rate, std::max(0.0, (centre - spread) / scale), std::min(1.0, (centre + spread) / scale)};
}

Interval newcombe_difference(std::int64_t first_part, std::int64_t first_whole, std::int64_t second_part,
                             std::int64_t second_whole, double confidence) {
  const Interval first = wilson_rate(first_part, first_whole, confidence);
  const Interval second = wilson_rate(second_part, second_whole, confidence);
  const double difference = first.estimate - second.estimate;
  return {difference, difference - std::hypot(first.estimate - first.lower, second.upper - second.estimate),
          difference + std::hypot(first.upper - first.estimate, second.estimate - second.lower)};
}

Interval bootstrap_difference(std::span<const double> first_values, std::span<const double> second_values,
                              double confidence) {
  std::mt19937_64 random(kSeed);
  std::vector<double> first(first_values.begin(), first_values.end());
  std::vector<double> second(second_values.begin(), second_values.end());
  std::sort(first.begin(), first.end());
  std::sort(second.begin(), second.end());
  std::vector<double> differences;
  for (int i = 0; i < kResamples; ++i) {
    const double of_first = resampled_mean(first, random);
    differences.push_back(of_first - resampled_mean(second, random));
  }
  std::sort(differences.begin(), differences.end());
  return {mean_of(first) - mean_of(second), quantile_of(differences, (1 - confidence) / 2),
          quantile_of(differences, (1 + confidence) / 2)};
}

}  // namespace klytics::analytics
