// Additive regression on the calendar: trend with changes, weekday, yearly season, day of the month, shop days and
// known columns, fitted in closed form with a penalty a group and Huber weights.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analytics/forecast/models/additive_regression.h"
#include "analytics/forecast/series.h"

namespace klytics::forecast {

struct AdditiveOptions {
  bool logarithm = false;                           // additive in the logarithm: effects are factors
  std::optional<AdditivePenalties> penalties = {};  // chosen by rolling-origin error when not given
};

/// A forecast taken apart: for each group what it adds, in the unit of the values or, with the logarithm, as a factor.
struct AdditiveComponent {
  TermGroup group;
  std::vector<double> values;  // history first, then the horizon
};

struct AdditiveFit {
  AdditiveOptions options;     // with the penalties used, or the best of those whose mean was taken
  Prediction prediction;       // never below zero when no observation is
  std::vector<double> fitted;  // of the history
  std::vector<AdditiveComponent> components;
  double rolling_error = 0;          // mean absolute error over the rolling origins; NaN when the history is too short
  OriginErrors rolling;              // of the same mean; no origins when the history is too short
  std::vector<int> closed_weekdays;  // 0 = Sunday: no sale for half a year, forecast as 0

  std::string name() const;  // "additive", "additive(log)"
};

/// At least 2 observations; with fewer than a season the trend alone. Where options.penalties is empty they are varied
/// one group after the other, and the coefficients are the mean over all that were tried, weighted by rolling-origin
/// error, and mixed with followed levels; the usual ones are kept when the history is too short for an origin.
/// Intervals are conformal on the errors of the rolling origins, and from the residuals where there are fewer than
/// five; wider where the year was hardly seen.
/// Cost for 1,900 days: about 15 million operations, and 60 times a solution of 150 equations for the choice.
AdditiveFit fit_additive(const History& history, int horizon, const AdditiveOptions& options);

/// With and without the logarithm, the one with the smaller rolling-origin error.
AdditiveFit fit_additive(const History& history, int horizon);

}  // namespace klytics::forecast
