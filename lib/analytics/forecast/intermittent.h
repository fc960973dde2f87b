// Intermittent demand, mostly zeros: Croston, SBA, TSB, ADIDA and IMAPA.
#pragma once

#include <span>

#include "analytics/forecast/series.h"

namespace klytics::forecast {

enum class IntermittentMethod {
  kCroston,  // smoothed size over smoothed interval (Croston 1972)
  kSba,      // Croston less its bias, 1 - alpha / 2 (Syntetos & Boylan 2005)
  kTsb,      // smoothed probability times smoothed size, so that demand can fade (Teunter, Syntetos & Babai 2011)
  kAdida,    // exponential smoothing of sums over the mean interval (Nikolopoulos et al. 2011)
  kImapa,    // the mean of that over every length up to the mean interval (Petropoulos & Kourentzes 2015)
};

/// The expected demand a step, the same for every step ahead. `smoothing` in (0, 1]: of sizes and intervals, and for
/// kTsb of the probability too. Values must not be negative; 0 when none is positive.
double croston_level(std::span<const double> values, double smoothing);
double tsb_level(std::span<const double> values, double size_smoothing, double probability_smoothing);
/// Sums over consecutive `width` values that end at the last, oldest first; the incomplete first one is left out.
std::vector<double> aggregated(std::span<const double> values, int width);

/// Any history of non-negative values, at least one. Smoothing is 0.1 for Croston, SBA and TSB (its probability 0.02 to
/// 0.3 by squared error), and fitted for the aggregates. The intervals have the widths that the history needed around
/// the demand rate: its values are far from normal. Steps do not differ.
Prediction intermittent(const History& history, int horizon, IntermittentMethod method);

/// Whether demand is intermittent: no negative value, and an interval between sales above 1.32 steps on average
/// (Syntetos, Boylan & Croston 2005).
bool is_intermittent(const History& history);

}  // namespace klytics::forecast
