// Rolling-origin evaluation: how a model would have done on the history itself, step by step.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "analytics/forecast/models.h"
#include "analytics/forecast/series.h"

namespace klytics::forecast {

/// Means over the origins, at one step ahead or over all steps. Scaled errors divide by the in-sample seasonal naive
/// error before each origin; NaN when that is 0.
struct RollingMeasures {
  int count = 0;  // forecasts judged
  double mae = 0, rmse = 0, smape = 0, mase = 0, rmsse = 0;
  double bias = 0;                        // forecast - actual
  double coverage80 = 0, coverage95 = 0;  // shares, 0 to 1
  double pinball10 = 0, pinball90 = 0;    // of the ends of the 80 % interval
};

struct RollingEvaluation {
  std::vector<RollingMeasures> by_step;  // one a step
  RollingMeasures all;
};

/// Observations before each origin: up to `most` origins, `stride` steps apart, the last one `horizon` before the end,
/// the first with at least `fewest` observations. Rising; empty when the history is too short for one.
std::vector<int> rolling_origins(int size, int horizon, int fewest, int most, int stride);

/// Forecasts from each origin with the observations before it alone (an expanding window). A calendar is passed on.
RollingEvaluation evaluate(const Model& model, const History& history, int horizon, std::span<const int> origins);

/// Whether no evaluation has a smaller mean absolute error than the naive one.
bool nothing_beats(const RollingEvaluation& naive, std::span<const RollingEvaluation> others);

}  // namespace klytics::forecast
