// The generalised extreme studentised deviate test (Rosner 1983) with median and median absolute deviation in place of
// mean and standard deviation, as Seasonal Hybrid ESD takes it (Hochenbaum, Vallis & Kejariwal 2017).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace klytics::series {

enum class Direction { kBoth, kUp, kDown };

struct Outlier {
  std::size_t position = 0;
  double score = 0;  // distance from the centre in robust standard deviations, with its sign
};

/// Takes away the value furthest from the median of what is left, `most` times, and returns those that are outliers at
/// the level `alpha`, furthest first: as many as the last test that is passed has taken away. Of equal values the
/// first. Stops when more than half of what is left is equal. O(n log n + most log n).
std::vector<Outlier> generalised_esd(std::span<const double> values, std::size_t most, double alpha,
                                     Direction direction = Direction::kBoth);

}  // namespace klytics::series
