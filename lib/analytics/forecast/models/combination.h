// The combination of dynamic optimised theta, exponential smoothing, ARIMA and a fourth view, which most series get.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "analytics/forecast/intervals/calibration.h"
#include "analytics/forecast/models/fitted_parameters.h"
#include "analytics/forecast/series.h"

namespace klytics::forecast {

struct Combination {
  Prediction prediction;
  std::string members;  // "median of dotm, ETS(M,Ad,M), ARIMA(0,1,1), stl-theta"
  FittedParameters parameters = {};
};

/// The median of dynamic optimised theta, exponential smoothing, ARIMA and, with a season, theta on what STL leaves;
/// for long histories without a season the mean of the first three and complex smoothing. Answers for any history of at
/// least one observation: with fewer than four, by theta or the last value; a constant is continued. Never below zero
/// when no observation is.
Combination combine(const History& history, int horizon);

/// The median over members of mean, deviation and, when all have one, tail at each step; at least one member.
Prediction median_prediction(std::span<const Prediction> members);

/// How far off the combination, without its slowest member, was at up to twelve earlier origins, every second time from
/// the end on, as many steps ahead as are known, at most the horizon. Errors count up to six deviations. No origins
/// when the history is shorter than six observations, or two seasons and four.
PastErrors past_errors(const History& history, int horizon);

}  // namespace klytics::forecast
