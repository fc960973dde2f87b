// Is there a season, and what is it: autocorrelation, the seasonality test of the theta method, classical
// decomposition.
#pragma once

#include <vector>

#include "analytics/forecast/series.h"

namespace klytics::forecast {

/// Autocorrelations at lags 1..lags of the values around their mean, divided by n as usual. All zero for a constant.
std::vector<double> autocorrelations(std::span<const double> values, int lags);

/// The test of the theta method: the autocorrelation at the period, against the limits that the shorter lags allow, at
/// the 90 % level. False when the period is 1 or the history is not longer than two periods.
bool has_season(const History& history);

/// One season as factors (multiplicative, mean 1) or summands (additive, mean 0).
struct SeasonalIndices {
  bool multiplicative = false;
  std::vector<double> values;  // for t = 0, 1, ...: values[t % period]; empty means no season

  /// The observation at index t of the history (or beyond it) without its season, and back.
  double remove(double value, int t) const;
  double apply(double value, int t) const;
  /// What a standard deviation is multiplied by when the season is put back.
  double deviation_factor(int t) const;
};

/// Classical decomposition with a centred moving average of one period. The history must be longer than two periods.
SeasonalIndices classical_indices(const History& history, bool multiplicative);

/// Indices for a history that has_season(): multiplicative when every value and every index is positive, else additive;
/// empty when there is no season.
SeasonalIndices detect_season(const History& history);

/// The history without its season.
std::vector<double> remove_season(const History& history, const SeasonalIndices& season);
/// Puts the season back into a prediction of the steps that follow `history_size` observations.
void restore_season(Prediction& prediction, const SeasonalIndices& season, int history_size);

}  // namespace klytics::forecast
