// The list of forecasting models by name: what the command line, the backtest and the benchmarks choose from.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/forecast/models/fitted_parameters.h"
#include "analytics/forecast/series.h"

namespace klytics::forecast {

/// A model's prediction and what was chosen inside it.
struct NamedPrediction {
  Prediction prediction;
  std::string model;                             // "ETS(M,Ad,M)", "theta", ...
  std::vector<FittedParameter> parameters = {};  // what it found
};

struct Model {
  std::string_view name;     // as in --model
  std::string_view summary;  // one line
  int fewest;                // observations that it needs
  NamedPrediction (*predict)(const History& history, int horizon);
  bool takes_columns = false;  // has coefficients for History::columns itself
  bool of_demand = false;      // for values that are not negative, mostly zeros
};

/// All models, the simple ones first.
std::span<const Model> models();
/// nullptr when there is none of that name.
const Model* find_model(std::string_view name);

}  // namespace klytics::forecast
