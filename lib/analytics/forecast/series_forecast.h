// The whole way from an observed series to its forecast: gaps, diagnosis, known effects, transformation, model,
// intervals, components. What files, the database, backtests and exports have in common.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analytics/forecast/intervals/intervals.h"
#include "analytics/forecast/models/models.h"
#include "analytics/forecast/observed_series.h"

namespace klytics::forecast {

enum class Transformation {
  kNone,
  kLogarithm,
  kBoxCox,    // the lambda of Guerrero 1993, at least 0
  kAutomatic  // the logarithm where it had the smaller error at earlier origins
};

struct ForecastPlan {
  const Model* model = nullptr;
  int horizon = 1;
  int fitted_horizon =
      0;           // steps for which the model is chosen, when more: a short forecast begins the longer one then
  int period = 0;  // observations a season; 0: what is usual for the axis, or looked for where times are plain numbers
  std::vector<int> longer_periods = {};  // of further seasons, with a period; without one those that are usual, too
  std::vector<double> levels = {0.80, 0.95};
  Transformation transformation = Transformation::kNone;
  bool components = false;
};

/// What a part of a forecast does to it, step by step.
struct ForecastComponent {
  std::string name;  // "trend", "weekday", "yearly", "events", ...; "rest" is what the others leave
  bool multiplies = false;
  std::vector<double> values;
};

struct SeriesForecast {
  std::vector<double> mean;                   // one a step; never below zero when no observation is
  std::vector<Interval> intervals;            // in the order of the plan's levels; never narrower with the step
  std::string model;                          // what the plan's model chose, "constant" for a series that never changed
  std::vector<std::string> notes;             // what was found and done, a phrase each: "filled 2 gaps"
  FittedParameters parameters;                // what the model found, the effects of known columns included
  std::vector<ForecastComponent> components;  // when planned
  int period = 1;
  std::vector<int> longer_periods;
  int first = 0;                // position of the first observation used
  std::vector<double> history;  // from there on, gaps filled
  double scale = 0,
         squared_scale = 0;  // the seasonal naive error of the history, as in accuracy.h; NaN when it has none
};

/// Steps follow the last observed value. Outliers are replaced by trend and season before a model that believes all
/// observations alike; the additive regression weighs them down itself. Throws Error(kBadData) when there are too few
/// observations for the model, with the number it needs, and what the model throws. Deterministic.
SeriesForecast forecast_series(const ObservedSeries& series, const ForecastPlan& plan);

/// Leaves the first `steps` steps of a forecast, its intervals and components.
void keep_steps(SeriesForecast& forecast, std::size_t steps);

}  // namespace klytics::forecast
