// Rolling-origin evaluation: how a model would have done on the history itself, step by step.
#pragma once

#include <Eigen/Core>
#include <functional>
#include <span>
#include <vector>

#include "analytics/forecast/intervals/intervals.h"
#include "analytics/forecast/models/models.h"
#include "analytics/forecast/series.h"

namespace klytics::forecast {

/// Means over the origins, at one step ahead or over all steps. Scaled errors divide by the in-sample seasonal naive
/// error before each origin; NaN when that is 0.
struct RollingMeasures {
  int count = 0;  // forecasts judged
  double mae = 0, rmse = 0, smape = 0, mase = 0, rmsse = 0;
  double bias = 0;  // forecast - actual
  // One a level:
  std::vector<double> coverage;                      // shares, 0 to 1
  std::vector<double> pinball_lower, pinball_upper;  // of the ends of the interval
};

/// What was said at one origin, and what its errors are divided by.
struct OriginForecast {
  std::vector<double> mean;
  std::vector<Interval> intervals;
  double scale = 0, squared_scale = 0;  // seasonal_naive_error() and its square of what was known there
};

struct RollingEvaluation {
  std::vector<RollingMeasures> by_step;  // one a step
  RollingMeasures all;
  std::vector<int> origins;
  Eigen::MatrixXd errors;            // origins x steps: actual - forecast, NaN where nothing was observed
  std::vector<OriginForecast> said;  // one an origin
};

/// Forecasts from the first `origin` observations alone.
using OriginForecaster = std::function<OriginForecast(int origin)>;

/// Observations before each origin: up to `most` origins, `stride` steps apart, the last one `horizon` before the end,
/// the first with at least `fewest` observations. Rising; empty when the history is too short for one.
std::vector<int> rolling_origins(int size, int horizon, int fewest, int most, int stride);

/// Judges the forecasts of each origin (an expanding window) by `actual`, where NaN is not judged. Intervals are one a
/// level, in the same order at every origin.
RollingEvaluation evaluate(const OriginForecaster& forecaster, std::span<const double> actual, int horizon,
                           std::span<const int> origins);
/// The same of a model on a complete history, with 80 % and 95 % intervals. A calendar is passed on.
RollingEvaluation evaluate(const Model& model, const History& history, int horizon, std::span<const int> origins);

/// Whether no evaluation has a smaller mean absolute error than the naive one.
bool nothing_beats(const RollingEvaluation& naive, std::span<const RollingEvaluation> others);

}  // namespace klytics::forecast
