// The difference between two groups of customers, with its uncertainty.
#pragma once

#include <cstdint>
#include <span>

namespace klytics::analytics {

struct Interval {
  double estimate, lower, upper;
};

/// The share `part` of `whole` with Wilson's score limits. Needs 0 <= part <= whole, whole > 0.
Interval wilson_rate(std::int64_t part, std::int64_t whole, double confidence);

/// The first share less the second, with Newcombe's limits (1998, method 10: from Wilson's limits of both).
Interval newcombe_difference(std::int64_t first_part, std::int64_t first_whole, std::int64_t second_part,
                             std::int64_t second_whole, double confidence);

/// The mean of the first less that of the second, with percentile limits of the bootstrap (2,000 resamples from a fixed
/// seed: the same values in any order give the same limits everywhere). Both must not be empty. O(resamples * n), but
/// fast: two million values that all differ take about 6 s, a few different values almost nothing.
Interval bootstrap_difference(std::span<const double> first_values, std::span<const double> second_values,
                              double confidence);

}  // namespace klytics::analytics
