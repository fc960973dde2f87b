#include "analytics/cohort/comparison.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <vector>

#include "analytics/cohort/bootstrap.h"
#include "analytics/cohort/customer_groups.h"

namespace klytics::analytics {
namespace {

constexpr int kResamples = 2000;
constexpr std::uint64_t kSeed = 20260101;

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
  RandomBits random(kSeed);
  const Resampler first(first_values), second(second_values);
  std::vector<double> differences;
  for (int i = 0; i < kResamples; ++i) {
    const double of_first = first.mean(random);
    differences.push_back(of_first - second.mean(random));
  }
  std::sort(differences.begin(), differences.end());
  return {mean_of(first_values) - mean_of(second_values), quantile_of(differences, (1 - confidence) / 2),
          quantile_of(differences, (1 + confidence) / 2)};
}

}  // namespace klytics::analytics
