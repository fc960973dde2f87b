// Additive regression on the calendar: trend with changes, weekday, yearly season, day of the month, shop days and
// known columns, fitted in closed form with a penalty a group and Huber weights.
#pragma once

#include <Eigen/Core>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "analytics/forecast/models/additive_design.h"
#include "analytics/forecast/series.h"

namespace klytics::forecast {

/// A ridge penalty a group, in units in which the noise of a day is 1: 1 / penalty is the variance that a coefficient
/// is expected to have. kNoTerm leaves the group out.
using AdditivePenalties = std::array<double, kTermGroups>;
inline constexpr double kNoTerm = 1e8;
/// Where the choice begins: changes of slope and level that a quiet shop has, and days that matter moderately.
inline constexpr AdditivePenalties kUsualPenalties{1e-4, 4, 40, 0.1, 1, 30, 0.5, 0.1};

struct AdditiveOptions {
  bool logarithm = false;                           // additive in the logarithm: effects are factors
  std::optional<AdditivePenalties> penalties = {};  // chosen by rolling-origin error when not given
};

/// A forecast taken apart: for each group what it adds, in the unit of the values or, with the logarithm, as a factor.
struct AdditiveComponent {
  TermGroup group;
  std::vector<double> values;  // history first, then the horizon
};

/// Errors of forecasts from earlier origins of the same history: rows are origins, columns steps.
struct OriginErrors {
  std::vector<int> origins;  // observations before each
  Eigen::MatrixXd errors;    // actual - forecast
  Eigen::MatrixXd forecasts;
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
/// error; the usual ones are kept when the history is too short for an origin. Intervals are
/// conformal on the errors of the rolling origins, and from the residuals where there are fewer than five.
/// Cost for 1,900 days: about 15 million operations, and 60 times a solution of 150 equations for the choice.
AdditiveFit fit_additive(const History& history, int horizon, const AdditiveOptions& options);

/// With and without the logarithm, the one with the smaller rolling-origin error.
AdditiveFit fit_additive(const History& history, int horizon);

}  // namespace klytics::forecast
