// What is usual at each time of a series: seasons and a trend that single values do not bend.
#pragma once

#include <span>
#include <vector>

namespace klytics::series {

struct Usual {
  std::vector<double> seasonal;  // all seasons together; 0 without any
  std::vector<double> trend;
};

/// Robust STL for one season after the other, the shorter first, with windows so wide that of normal noise no more than
/// one value in five hundred lies beyond 3.5 robust standard deviations of what is left (as few as its tails are,
/// nearly; with the windows of R's mstl() it is one in forty). Without season a robust local line. Finite values;
/// periods rising, each fitting twice.
Usual usual_values(std::span<const double> values, std::span<const int> periods);

}  // namespace klytics::series
