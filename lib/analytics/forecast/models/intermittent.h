// Intermittent demand, mostly zeros: Croston, SBA, TSB, ADIDA and IMAPA.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "analytics/forecast/series.h"

namespace klytics::forecast {

enum class IntermittentMethod {
  kCroston,  // smoothed size over smoothed interval (Croston 1972)
  kSba,      // Croston less its bias, 1 - alpha / 2 (Syntetos & Boylan 2005)
  kTsb,      // smoothed probability times smoothed size, so that demand can fade (Teunter, Syntetos & Babai 2011)
  kAdida,    // exponential smoothing of sums over the mean interval (Nikolopoulos et al. 2011)
  kImapa,    // the mean of that over every length up to the mean interval (Petropoulos & Kourentzes 2015)
};

std::string_view to_string(IntermittentMethod method);  // as in --model

/// A method's estimate from a history.
struct IntermittentFit {
  IntermittentMethod method = IntermittentMethod::kCroston;
  double level = 0;             // the expected demand a step, the same for every step ahead
  double mean_interval = 0;     // steps a sale; 0 without one
  int longest_aggregation = 1;  // steps: the mean interval, rounded
  double size_smoothing = 0;
  double time_smoothing = 0;  // of intervals; of kTsb, of the probability of a sale
};
/// At least one value, none negative. Smoothing is 0.1 for Croston, SBA and TSB (its probability 0.02 to 0.3 by squared
/// error), and fitted for the aggregates.
IntermittentFit fit_intermittent(std::span<const double> values, IntermittentMethod method);

/// The history must be the one that the fit was made on. Intervals are conformal: as wide as the errors at up to 26
/// earlier times of the second half needed. Where those are fewer than twenty, paths are simulated with a fixed seed:
/// sales happen at the rate of the history, their sizes are drawn from it, and both are smoothed on along the path.
Prediction predict(const IntermittentFit& fit, const History& history, int horizon);

/// The expected demand a step, the same for every step ahead. `smoothing` in (0, 1]: of sizes and intervals, and for
/// kTsb of the probability too. Values must not be negative; 0 when none is positive.
double croston_level(std::span<const double> values, double smoothing);
double tsb_level(std::span<const double> values, double size_smoothing, double probability_smoothing);
/// Sums over consecutive `width` values that end at the last, oldest first; the incomplete first one is left out.
std::vector<double> aggregated(std::span<const double> values, int width);

/// Both in one.
Prediction intermittent(const History& history, int horizon, IntermittentMethod method);

/// Whether demand is intermittent: no negative value, and an interval between sales above 1.32 steps on average
/// (Syntetos, Boylan & Croston 2005).
bool is_intermittent(const History& history);

}  // namespace klytics::forecast
