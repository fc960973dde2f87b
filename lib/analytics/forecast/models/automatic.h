// The default model: looks at the series and its calendar and takes what forecasts such series best.
#pragma once

#include <string>

#include "analytics/forecast/models/fitted_parameters.h"
#include "analytics/forecast/series.h"

namespace klytics::forecast {

struct AutomaticForecast {
  Prediction prediction;
  std::string model;  // "additive(log)", "0.7 additive + 0.3 dotm and ETS(A,N,A)", "median of dotm, ..."
  FittedParameters parameters = {};
};

/// - Daily series of at least eight weeks and weekly ones of 78, with a calendar: the additive regression; of
///   days mixed with the mean of dotm and ETS where that was clearly better from the same rolling origins. Intervals
///   are conformal.
/// - Mostly zeros, of days more than half of those of weekdays that have any: whole seasons split by their profile
/// where
///   demand keeps to certain steps of them, else the median of SBA, TSB, ADIDA and IMAPA.
/// - Further seasons besides the period, where the history has them: combine() on what MSTL leaves.
/// - Else combine(). At least one observation.
AutomaticForecast automatic(const History& history, int horizon);

/// Whether automatic() takes the additive regression for the history.
bool takes_regression(const History& history);

}  // namespace klytics::forecast
