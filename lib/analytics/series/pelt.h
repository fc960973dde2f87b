// Change points by exact search: the split of a series into stretches that costs least (PELT, Killick, Fearnhead &
// Eckley 2012).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace klytics::series {

/// What a stretch costs: twice the negative log-likelihood of normal values, less what is the same for every split.
enum class Change {
  kMean,         // the mean changes; the variance is 1 throughout: scale the values before
  kMeanVariance  // mean and variance change
};

/// The first positions of the stretches, 0 first, of the split with the least sum of costs plus `penalty` for each
/// stretch after the first. Every stretch has at least `shortest` values (2 for kMeanVariance). Finite values. Expected
/// linear when changes come all along, at worst quadratic.
std::vector<std::size_t> pelt(std::span<const double> values, Change change, double penalty, std::size_t shortest = 1);

/// The cost of the values as one stretch.
double stretch_cost(std::span<const double> values, Change change);

}  // namespace klytics::series
