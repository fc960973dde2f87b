// Fewer points that still show the shape of a series: for charts.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace klytics::series {

struct Sample {
  std::size_t position = 0;  // in the values; of a mean the first of those behind it
  double value = 0;

  bool operator==(const Sample&) const = default;
};

/// All take finite values or NaN for missing ones, which are left out, and give at most `points` samples, at least 2,
/// in the order of the values; all observed values when they are no more than that. Linear.

/// Largest triangle three buckets (Steinarsson 2013): the first and the last value, and of each bucket between the
/// value that makes the largest triangle with the one chosen before and the mean of the next bucket. Distances are
/// positions.
std::vector<Sample> largest_triangles(std::span<const double> values, std::size_t points);

/// The least and the greatest value of each of points / 2 stretches of equal length, in the order of time: no extreme
/// is lost.
std::vector<Sample> extremes(std::span<const double> values, std::size_t points);

/// The mean of each of `points` stretches of equal length: noise is averaged away, and extremes with it.
std::vector<Sample> means(std::span<const double> values, std::size_t points);

using Downsampling = std::vector<Sample> (*)(std::span<const double> values, std::size_t points);
/// "lttb", "min-max" or "mean". Throws Error(kUsage) for anything else.
Downsampling parse_downsampling(std::string_view text);

}  // namespace klytics::series
