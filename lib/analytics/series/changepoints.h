// Where a series changes, for good or for a while: PELT with a penalty that grows with the logarithm of the length
// (BIC).
#pragma once

#include <span>
#include <vector>

#include "analytics/series/pelt.h"

namespace klytics::series {

struct ChangepointOptions {
  Change change = Change::kMean;
  double penalty = 3;        // times the logarithm of the number of values; Zhang & Siegmund's modified BIC is about 3
  std::size_t shortest = 7;  // values
};

/// A stretch between two changes.
struct Stretch {
  std::size_t first = 0, count = 0;
  double mean = 0, deviation = 0;  // standard deviation; 0 for one value
  double evidence =
      0;  // how much worse the split is without the change that begins it, in penalties: above 1; 0 of the first
};

/// The stretches of a series, one when nothing changes. Noise is measured by the differences of neighbours, and with
/// memory (autocorrelation within the stretches) counts as that much longer waves, so that slow noise is not cut into
/// steps. Finite values, at least one.
std::vector<Stretch> changepoints(std::span<const double> values, const ChangepointOptions& options);

/// The standard deviation of noise around a level that rarely moves, from the differences of neighbours; 0 for a
/// constant.
double noise_of_differences(std::span<const double> values);

}  // namespace klytics::series
