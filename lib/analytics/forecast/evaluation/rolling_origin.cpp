#include "analytics/forecast/evaluation/rolling_origin.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analytics/forecast/evaluation/accuracy.h"

namespace klytics::forecast {
namespace {

/// Sums until finish() makes means of them.
void add(RollingMeasures& sums, double actual, const OriginForecast& said, std::size_t step) {
  const double error = said.mean[step] - actual, size = std::abs(actual) + std::abs(said.mean[step]);
  const std::span<const double> one(&actual, 1);
  sums.count += 1;
  sums.mae += std::abs(error);
  sums.rmse += error * error;
  sums.smape += size > 0 ? 200 * std::abs(error) / size : 0.0;
  sums.mase += std::abs(error) / said.scale;
  sums.rmsse += error * error / said.squared_scale;
  sums.bias += error;
  for (auto* part : {&sums.coverage, &sums.pinball_lower, &sums.pinball_upper}) part->resize(said.intervals.size());
  for (std::size_t i = 0; i < said.intervals.size(); ++i) {
    const Interval& interval = said.intervals[i];
    const double tail = (1 - interval.level) / 2;
    sums.coverage[i] += actual >= interval.lower[step] && actual <= interval.upper[step] ? 1 : 0;
    sums.pinball_lower[i] += pinball_loss(one, std::span(interval.lower).subspan(step, 1), tail);
    sums.pinball_upper[i] += pinball_loss(one, std::span(interval.upper).subspan(step, 1), 1 - tail);
  }
}

void finish(RollingMeasures& sums) {
  const int count = std::max(sums.count, 1);
  for (double RollingMeasures::*part : {&RollingMeasures::mae, &RollingMeasures::rmse, &RollingMeasures::smape,
                                        &RollingMeasures::mase, &RollingMeasures::rmsse, &RollingMeasures::bias})
    sums.*part /= count;
  for (auto* part : {&sums.coverage, &sums.pinball_lower, &sums.pinball_upper})
    for (double& value : *part) value /= count;
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

RollingEvaluation evaluate(const OriginForecaster& forecaster, std::span<const double> actual, int horizon,
                           std::span<const int> origins) {
  RollingEvaluation result;
  result.origins.assign(origins.begin(), origins.end());
  result.by_step.resize(static_cast<std::size_t>(horizon));
  result.errors.setConstant(std::ssize(origins), horizon, std::numeric_limits<double>::quiet_NaN());
  for (std::size_t row = 0; row < origins.size(); ++row) {
    const OriginForecast& said = result.said.emplace_back(forecaster(origins[row]));
    for (int step = 0; step < horizon; ++step) {
      const auto index = static_cast<std::size_t>(step), at = static_cast<std::size_t>(origins[row] + step);
      if (at >= actual.size() || !std::isfinite(actual[at])) continue;
      result.errors(static_cast<Eigen::Index>(row), step) = actual[at] - said.mean[index];
      for (RollingMeasures* sums : {&result.by_step[index], &result.all}) add(*sums, actual[at], said, index);
    }
  }
  for (RollingMeasures& measures : result.by_step) finish(measures);
  finish(result.all);
  return result;
}

RollingEvaluation evaluate(const Model& model, const History& history, int horizon, std::span<const int> origins) {
  const auto forecaster = [&](int origin) {
    const History before{history.values.first(static_cast<std::size_t>(origin)), history.period, history.calendar,
                         history.columns, history.longer_periods};
    Prediction prediction = model.predict(before, horizon).prediction;
    std::vector<Interval> intervals{prediction_interval(prediction, 0.80), prediction_interval(prediction, 0.95)};
    return OriginForecast{std::move(prediction.mean), std::move(intervals), seasonal_naive_error(before),
                          seasonal_naive_squared_error(before)};
  };
  return evaluate(forecaster, history.values, horizon, origins);
}

bool nothing_beats(const RollingEvaluation& naive, std::span<const RollingEvaluation> others) {
  return std::ranges::none_of(others, [&](const RollingEvaluation& other) { return other.all.mae < naive.all.mae; });
}

}  // namespace klytics::forecast
