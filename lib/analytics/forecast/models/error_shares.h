// How much each of several forecasts counts in their mean, by their errors from the same origins.
#pragma once

#include <vector>

namespace klytics::forecast {

/// exp(40 x (1 - error / smallest error)), adding up to 1: few origins decide, so that what was nearly as good as the
/// best counts nearly as much. Where errors are zero the first of those counts alone. At least one error, none
/// negative.
std::vector<double> shares_by_error(const std::vector<double>& errors);

}  // namespace klytics::forecast
