// Combinations of forecasts: of the forms of one family by AICc, and of dynamic optimised theta, exponential smoothing
// and ARIMA.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "analytics/forecast/intervals/calibration.h"
#include "analytics/forecast/models/arima.h"
#include "analytics/forecast/models/ets.h"
#include "analytics/forecast/models/fitted_parameters.h"
#include "analytics/forecast/series.h"

namespace klytics::forecast {

struct Combination {
  Prediction prediction;
  std::string members;  // "median of dotm, ETS(M,Ad,M), ARIMA(0,1,1), stl-theta"
  FittedParameters parameters = {};
};

/// The median of dynamic optimised theta, exponential smoothing, ARIMA and, with a season, theta on what STL leaves;
/// for long histories without a season the mean of the first three and complex smoothing. Answers for any history of at least one observation: with fewer than
/// four, by theta or the last value; a constant is continued. Never below zero when no observation is. The members were
/// chosen on the M1 and Tourism competitions.
Combination combine(const History& history, int horizon);

/// Means over the fits with weights exp(-AICc / 2): which form is best is rarely certain, and their mean errs less than
/// the best (sMAPE of M1 15.26 against 15.56 for ETS). At least one fit, the best first.
Prediction ets_mean(std::span<const EtsFit> fits, int horizon);
Prediction arima_mean(std::span<const ArimaFit> fits, const History& history, int horizon);
/// Those weights, of the fits with these AICc, the smallest first; they add up to 1. Fits that hardly count have 0.
std::vector<double> akaike_weights(std::span<const double> aicc);
/// Orders that the automatic forecast averages.
inline constexpr std::size_t kAveragedOrders = 5;

/// The median over members of mean, deviation and, when all have one, tail at each step; at least one member.
Prediction median_prediction(std::span<const Prediction> members);

/// How far off the combination, without its slowest member, was at up to twelve earlier origins, every second time from
/// the end on, as many steps ahead as are known, at most the horizon. Errors count up to six deviations. No origins
/// when the history is shorter than six observations, or two seasons and four.
PastErrors past_errors(const History& history, int horizon);

}  // namespace klytics::forecast
