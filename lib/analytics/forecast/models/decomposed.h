// Forecasts of a history without its seasons, which go on as in their last round: STL, or MSTL with several.
#pragma once

#include <functional>

#include "analytics/forecast/series.h"

namespace klytics::forecast {

struct DecomposedForecast {
  Prediction prediction;
  bool several_seasons = false;  // the period and longer ones
};

/// Takes the seasons of the history's periods away, has what is left forecast as a history without a season, and puts
/// them back. At least four observations.
DecomposedForecast predict_decomposed(const History& history, int horizon,
                                      const std::function<Prediction(const History&, int)>& predict_rest);

/// With dynamic optimised theta for the rest, its line taken as known: for combine(), which is calibrated in that unit.
Prediction decomposed_theta(const History& history, int horizon);

}  // namespace klytics::forecast
