// How two series go together: correlations with their significance, at once or later.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace klytics::series {

struct Correlation {
  std::size_t count = 0;      // pairs of values
  double coefficient = 0;     // -1 to 1
  double p_value = 1;         // two-sided, by Student's t
  double low = -1, high = 1;  // limits at 95 %, by Fisher's transformation
};

/// Of two series of equal length; NaN is missing, and a pair counts when both are there. nullopt with fewer than four
/// pairs and when either is constant. `memory` lets autocorrelation count: the significance is then that of as many
/// independent pairs as say the same (Bartlett 1935), fewer when both series wander.
std::optional<Correlation> pearson(std::span<const double> first, std::span<const double> second, bool memory = false);
/// Pearson's of the ranks; equal values share the mean of theirs.
std::optional<Correlation> spearman(std::span<const double> first, std::span<const double> second, bool memory = false);

/// The correlation of the first series with the second `lag` steps later, for lag = -most, ..., most, around the means
/// and over the deviations of all values (as R's ccf, whose lags count the other way). Empty when either is constant.
std::vector<double> cross_correlations(std::span<const double> first, std::span<const double> second, int most);

struct LaggedCorrelation {
  int lag = 0;  // positive: the second follows the first
  double coefficient = 0;
  double p_value = 1;  // of the largest of all lags: that of this one times their number, at most 1
};
/// The lag with the largest correlation by size, the shortest of equals. nullopt as for pearson().
std::optional<LaggedCorrelation> best_lag(std::span<const double> first, std::span<const double> second, int most,
                                          bool memory = false);

/// p values of one family adjusted so that of those below a level no more than that share is expected to be false
/// (Benjamini & Hochberg 1995), in the same order.
std::vector<double> adjusted_p_values(std::span<const double> p_values);

/// "strong positive", "weak negative", or "none" when it is not significant at 5 %.
const char* correlation_text(double coefficient, double p_value);

}  // namespace klytics::series
