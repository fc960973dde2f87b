// How regular a series is: sample entropy (Richman & Moorman 2000).
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace klytics::series {

/// Minus the logarithm of the chance that stretches of `dimension` values that are alike, each value nearer than
/// `tolerance`, are still alike with the value that follows. 0 is perfectly regular. Counted as R's pracma does, which
/// leaves the pair of the last two longer stretches out. nullopt when no two stretches are alike. Finite values;
/// O(n^2) at most, less where few values are near each other.
std::optional<double> sample_entropy(std::span<const double> values, int dimension, double tolerance);

/// The sample standard deviation, in which tolerances are given.
double standard_deviation(std::span<const double> values);

/// "regular", "partly regular" or "irregular".
std::string_view entropy_text(double entropy);

}  // namespace klytics::series
