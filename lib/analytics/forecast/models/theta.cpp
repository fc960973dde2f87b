#include "analytics/forecast/models/theta.h"

#include <cmath>

#include "analytics/forecast/models/scalar_search.h"

namespace klytics::forecast {
namespace {

/// The level fit for a given alpha. With l_t = a_t + (1-alpha)^t l_0 the best l_0 is a regression on (1-alpha)^t. All
/// from the first value on, so that squares of a high level do not drown those of the errors.
SmoothedLevel level_given(std::span<const double> values, double alpha) {
  const double base = values.front();
  double known = 0;  // the part of the level that does not depend on l_0
  double decay = 1;  // (1-alpha)^t
  double cross = 0, squares = 0, total = 0;
  for (const double value : values) {
    const double rest = value - base - known;
    cross += decay * rest;
    squares += decay * decay;
    total += rest * rest;
    known = alpha * (value - base) + (1 - alpha) * known;
    decay *= 1 - alpha;
  }
  const double first = cross / squares;
  return {alpha, base + first, base + known + decay * first, std::fmax(total - cross * first, 0.0)};
}

}  // namespace

Line line_through(std::span<const double> values) {
  const auto n = static_cast<double>(values.size());
  double mean = 0, cross = 0;
  for (std::size_t t = 0; t < values.size(); ++t) {
    mean += values[t];
    cross += values[t] * (static_cast<double>(t + 1) - (n + 1) / 2);
  }
  mean /= n;
  const double slope = 12 * cross / (n * (n * n - 1));
  return {mean - slope * (n + 1) / 2, slope};
}

SmoothedLevel fit_level(std::span<const double> values) {
  constexpr double kLow = 1e-4, kHigh = 0.9999;  // as R ets
  const double alpha = smallest_argument([&](double a) { return level_given(values, a).squared_error; }, kLow, kHigh);
  return level_given(values, alpha);
}

SmoothedTrend fit_smoothed_trend(const History& history) {
  SmoothedTrend fit{detect_season(history), {}, 0};
  const auto adjusted = remove_season(history, fit.season);
  fit.level = fit_level(adjusted);
  fit.drift = line_through(adjusted).slope / 2;
  return fit;
}

Prediction predict(const SmoothedTrend& fit, const History& history, int horizon) {
  const SmoothedLevel& level = fit.level;
  const double n = history.size();
  const double start = (1 - std::pow(1 - level.alpha, n)) / level.alpha;
  const double sigma2 = n > 2 ? level.squared_error / (n - 2) : level.squared_error;
  Prediction prediction = empty_prediction(horizon);
  for (int step = 0; step < horizon; ++step) {
    const auto index = static_cast<std::size_t>(step);
    prediction.mean[index] = level.last_level + fit.drift * (step + start);
    prediction.deviation[index] = std::sqrt(sigma2 * (1 + step * level.alpha * level.alpha));
  }
  restore_season(prediction, fit.season, history.size());
  return prediction;
}

Prediction theta(const History& history, int horizon) { return predict(fit_smoothed_trend(history), history, horizon); }

}  // namespace klytics::forecast
