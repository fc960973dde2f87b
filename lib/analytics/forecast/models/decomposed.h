// Forecasts of a history without its seasons, which go on as in their last round: STL, or MSTL with several.
#pragma once

#include <functional>
#include <vector>

#include "analytics/decomposition/mstl.h"
#include "analytics/forecast/series.h"

namespace klytics::forecast {

/// The history's period and its longer ones.
std::vector<int> all_periods(const History& history);

struct DecomposedForecast {
  Prediction prediction;
  bool several_seasons = false;  // the period and longer ones
};

/// Takes the seasons of the history's periods away, has what is left forecast as a history without a season, and puts
/// them back. At least four observations. With `season_errs` the deviation also has what the seasons add to it
/// (season_variances()); without, only that of what is left.
DecomposedForecast predict_decomposed(const History& history, int horizon,
                                      const std::function<Prediction(const History&, int)>& predict_rest,
                                      bool season_errs = false);

/// How much further values were from the seasons that were expected before them than from those found with them: the
/// variance that seasons add to the error of a forecast in the first round of the longest one after the history, the
/// second, ...; not falling. From up to four earlier ends of the history, as many rounds before its own; where the
/// rounds are too few for one, from the remainder, as for means of so many rounds. `parts` is the history's
/// decomposition.
std::vector<double> season_variances(const History& history, const decomposition::MultipleDecomposition& parts,
                                     int rounds);

/// With dynamic optimised theta for the rest.
Prediction decomposed_theta(const History& history, int horizon);

}  // namespace klytics::forecast
