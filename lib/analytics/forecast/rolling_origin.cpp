#include "analytics/forecast/rolling_origin.h"

#include <algorithm>
#include <cmath>

#include "analytics/forecast/accuracy.h"
#include "analytics/forecast/intervals.h"

namespace klytics::forecast {
namespace {

/// Sums until finish() makes means of them.
void add(RollingMeasures& sums, double actual, double forecast, const Interval& narrow, const Interval& wide,
         std::size_t step, double scale, double squared_scale) {
  const double error = forecast - actual, size = std::abs(actual) + std::abs(forecast);
  const std::span<const double> one(&actual, 1);
  sums.count += 1;
  sums.mae += std::abs(error);
  sums.rmse += error * error;
  sums.smape += size > 0 ? 200 * std::abs(error) / size : 0.0;
  sums.mase += std::abs(error) / scale;
  sums.rmsse += error * error / squared_scale;
  sums.bias += error;
  sums.coverage80 += actual >= narrow.lower[step] && actual <= narrow.upper[step] ? 1 : 0;
  sums.coverage95 += actual >= wide.lower[step] && actual <= wide.upper[step] ? 1 : 0;
  sums.pinball10 += pinball_loss(one, std::span(narrow.lower).subspan(step, 1), 0.1);
  sums.pinball90 += pinball_loss(one, std::span(narrow.upper).subspan(step, 1), 0.9);
}

void finish(RollingMeasures& sums) {
  for (double RollingMeasures::*part :
       {&RollingMeasures::mae, &RollingMeasures::rmse, &RollingMeasures::smape, &RollingMeasures::mase,
        &RollingMeasures::rmsse, &RollingMeasures::bias, &RollingMeasures::coverage80, &RollingMeasures::coverage95,
        &RollingMeasures::pinball10, &RollingMeasures::pinball90})
    sums.*part /= std::max(sums.count, 1);
  sums.rmse = std::sqrt(sums.rmse);
  sums.rmsse = std::sqrt(sums.rmsse);
}

}  // namespace

std::vector<int> rolling_origins(int size, int horizon, int fewest, int most, int stride) {
  std::vector<int> origins;
  for (int origin = size - horizon; origin >= std::max(fewest, 1) && std::ssize(origins) < most; origin -= stride)
    origins.push_back(origin);
  std::ranges::reverse(origins);
  return origins;
}

RollingEvaluation evaluate(const Model& model, const History& history, int horizon, std::span<const int> origins) {
  RollingEvaluation result{std::vector<RollingMeasures>(static_cast<std::size_t>(horizon)), {}};
  for (const int origin : origins) {
    const History before{history.values.first(static_cast<std::size_t>(origin)), history.period, history.calendar};
    const Prediction prediction = model.predict(before, horizon).prediction;
    const Interval narrow = prediction_interval(prediction, 0.80), wide = prediction_interval(prediction, 0.95);
    const double scale = seasonal_naive_error(before), squared = seasonal_naive_squared_error(before);
    for (int step = 0; step < horizon && origin + step < history.size(); ++step) {
      const auto index = static_cast<std::size_t>(step);
      for (RollingMeasures* sums : {&result.by_step[index], &result.all})
        add(*sums, history[origin + step], prediction.mean[index], narrow, wide, index, scale, squared);
    }
  }
  for (RollingMeasures& measures : result.by_step) finish(measures);
  finish(result.all);
  return result;
}

bool nothing_beats(const RollingEvaluation& naive, std::span<const RollingEvaluation> others) {
  return std::ranges::none_of(others, [&](const RollingEvaluation& other) { return other.all.mae < naive.all.mae; });
}

}  // namespace klytics::forecast
