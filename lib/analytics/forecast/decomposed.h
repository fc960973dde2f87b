// Forecasts of a history without its seasons, which go on as in their last round: STL, or MSTL with a year as well.
#pragma once

#include <functional>

#include "analytics/forecast/series.h"

namespace klytics::forecast {

struct DecomposedForecast {
  Prediction prediction;
  bool several_seasons = false;  // the period and the year
};

/// Takes the season of the history's period away (and the yearly one when days are known for three years), has what is
/// left forecast as a history without a season, and puts the seasons back. At least four observations.
DecomposedForecast predict_decomposed(const History& history, int horizon,
                                      const std::function<Prediction(const History&, int)>& predict_rest);

/// With dynamic optimised theta for the rest.
Prediction decomposed_theta(const History& history, int horizon);

}  // namespace klytics::forecast
