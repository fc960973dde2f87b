// Centre and spread that outliers do not move.
#pragma once

#include <span>
#include <vector>

namespace klytics::series {

/// The median; the mean of the middle two of an even number. At least one value. Expected linear.
double median(std::vector<double> values);

/// 1.4826 times the median distance from `centre`, which estimates the standard deviation of normal values. When more
/// than half of the values are equal, or as good as that, it says nothing, and 1.2533 times the mean distance takes its
/// place (Iglewicz & Hoaglin 1993); 0 when all values are equal.
double robust_scale(std::span<const double> values, double centre);

inline constexpr double kNormalPerMedianDistance = 1.4826;

}  // namespace klytics::series
