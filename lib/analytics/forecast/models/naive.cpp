#include "analytics/forecast/models/naive.h"

#include <cmath>

#include "analytics/forecast/evaluation/accuracy.h"
#include "analytics/forecast/seasonality.h"

namespace klytics::forecast {

Prediction seasonal_naive(const History& history, int horizon) {
  const int period = history.size() >= history.period ? history.period : 1;
  // A single season says nothing of how seasons differ: its own changes have to do.
  const double squared = seasonal_naive_squared_error({history.values, history.size() > period ? period : 1});
  const double sigma = std::isfinite(squared) ? std::sqrt(squared) : 0.0;
  Prediction prediction = empty_prediction(horizon);
  for (int step = 0; step < horizon; ++step) {
    const auto index = static_cast<std::size_t>(step);
    prediction.mean[index] = history[history.size() - period + step % period];
    prediction.deviation[index] = sigma * std::sqrt(1.0 + step / period);
  }
  return prediction;
}

Prediction drift(const History& history, int horizon) {
  const int n = history.size();
  const double slope = (history[n - 1] - history[0]) / (n - 1);
  double squares = 0;
  for (int t = 1; t < n; ++t) squares += std::pow(history[t] - history[t - 1] - slope, 2);
  const double sigma = n > 2 ? std::sqrt(squares / (n - 2)) : std::abs(slope);  // two: as of the last value alone
  Prediction prediction = empty_prediction(horizon);
  for (int step = 1; step <= horizon; ++step) {
    const auto index = static_cast<std::size_t>(step - 1);
    prediction.mean[index] = history[n - 1] + slope * step;
    prediction.deviation[index] = sigma * std::sqrt(step * (1.0 + static_cast<double>(step) / (n - 1)));
  }
  return prediction;
}

Prediction naive2(const History& history, int horizon) {
  const SeasonalIndices season = detect_season(history);
  const auto adjusted = remove_season(history, season);
  Prediction prediction = seasonal_naive({adjusted, 1}, horizon);
  restore_season(prediction, season, history.size());
  return prediction;
}

}  // namespace klytics::forecast
