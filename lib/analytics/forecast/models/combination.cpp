#include "analytics/forecast/models/combination.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "analytics/forecast/models/arima.h"
#include "analytics/forecast/models/complex_smoothing.h"
#include "analytics/forecast/models/decomposed.h"
#include "analytics/forecast/models/ets.h"
#include "analytics/forecast/models/form_mean.h"
#include "analytics/forecast/models/naive.h"
#include "analytics/forecast/models/theta.h"
#include "analytics/forecast/seasonality.h"

namespace klytics::forecast {
namespace {

double median(std::vector<double>& values) {
  std::ranges::sort(values);
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

std::vector<double> mean_of(std::span<const Prediction> members) {
  std::vector<double> mean(members.front().mean.size());
  for (const Prediction& member : members)
    for (std::size_t step = 0; step < mean.size(); ++step)
      mean[step] += member.mean[step] / static_cast<double>(members.size());
  return mean;
}

/// Long and without a season.
bool is_long(const History& history) {
  constexpr int kLong = 60;
  return history.period == 1 && history.size() >= kLong;
}

/// The median of the members, of a long history with their mean as its mean: outliers among members are rarer and less
/// far off there. Found on M1 and Tourism.
Prediction centre(std::span<const Prediction> members, const History& history) {
  Prediction result = median_prediction(members);
  if (is_long(history)) result.mean = mean_of(members);
  return result;
}

/// What is combined, in the order of the names.
struct Members {
  std::vector<Prediction> predictions;
  std::string names;
  FittedParameters parameters;

  void add(Prediction prediction, const std::string& name, FittedParameters found = {}) {
    predictions.push_back(std::move(prediction));
    names += (names.empty() ? "" : ", ") + name;
    append(parameters, std::move(found));
  }
};

/// Seasonal orders take seconds for a long season and a long history. Those of what STL leaves are as good and take
/// milliseconds (tests/bench/forecast_hourly.cpp).
void add_arima(Members& members, const History& history, int horizon) {
  constexpr int kLongestSeason = 12;
  std::string name;
  FittedParameters parameters;
  const auto fit = [&](const History& given, int steps) {
    const auto fits = fit_arima_orders(given, kAveragedOrders);
    name = fits.front().name();
    parameters = parameters_of_mean(fits, given);
    return arima_mean(fits, given, steps);
  };
  const bool decomposed = history.period > kLongestSeason;
  Prediction prediction = decomposed ? predict_decomposed({history.values, history.period}, horizon, fit).prediction
                                     : fit(history, horizon);
  members.add(std::move(prediction), (decomposed ? "STL + " : "") + name, std::move(parameters));
}

/// Complex smoothing is a member of long histories as in the combination of Petropoulos & Svetunkov 2020; seasonal ones
/// gain by a second view of their season instead.
Members fit_members(const History& history, int horizon) {
  Members members;
  const ThetaFit dynamic = fit_theta(history, kDynamicOptimisedTheta);
  members.add(predict(dynamic, history, horizon), "dotm", member("dotm", parameters_of(dynamic)));
  const auto ets = fit_ets_forms(history, kShrunkEts);
  members.add(ets_mean(ets, horizon), ets.front().name(), parameters_of_mean(ets));
  add_arima(members, history, horizon);
  if (history.period > 1) members.add(decomposed_theta({history.values, history.period}, horizon), "stl-theta");
  if (is_long(history)) {
    const ComplexSmoothingFit complex = fit_complex_smoothing(history);
    members.add(predict(complex, horizon), complex.name(), member(complex.name(), parameters_of(complex)));
  }
  return members;
}

/// The members without their slowest: what can be fitted again at many origins.
std::vector<Prediction> quick_members(const History& history, int horizon) {
  std::vector<Prediction> members{predict(fit_theta(history, kDynamicOptimisedTheta), history, horizon),
                                  ets_mean(fit_ets_forms(history, kShrunkEts), horizon)};
  members.push_back(history.period > 1 ? decomposed_theta(history, horizon)
                                       : arima_mean(fit_arima_orders(history, kAveragedOrders), history, horizon));
  if (is_long(history)) members.push_back(predict(fit_complex_smoothing(history), horizon));
  return members;
}

/// Of one to three observations.
Combination of_few(const History& history, int horizon) {
  const History values{history.values, 1};
  if (history.size() == 1) return {seasonal_naive(values, horizon), "naive"};
  const SmoothedTrend trend = fit_smoothed_trend(values);
  return {predict(trend, values, horizon), "theta", parameters_of(trend)};
}

/// What is left of a season longer than models know; a state a phase is no longer estimable.
Combination without_season(const History& history, int horizon) {
  const SeasonalIndices season = detect_season(history);
  const auto adjusted = remove_season(history, season);
  Combination result = combine({adjusted, 1}, horizon);
  restore_season(result.prediction, season, history.size());
  return result;
}

Combination of_members(const History& history, int horizon) {
  Members members = fit_members(history, horizon);
  Combination result{centre(members.predictions, history),
                     (is_long(history) ? "mean of " : "median of ") + members.names, std::move(members.parameters)};
  calibrate(result.prediction, members.predictions, history, past_errors(history, horizon));
  return result;
}

}  // namespace

Prediction median_prediction(std::span<const Prediction> members) {
  Prediction result = empty_prediction(members.front().horizon());
  const bool with_tails = std::ranges::none_of(members, [](const Prediction& member) { return member.tail.empty(); });
  std::vector<double> values;
  for (std::size_t step = 0; step < result.mean.size(); ++step) {
    const auto middle = [&](const std::vector<double> Prediction::*part) {
      values.clear();
      for (const Prediction& member : members) values.push_back((member.*part)[step]);
      return median(values);
    };
    result.mean[step] = middle(&Prediction::mean);
    result.deviation[step] = middle(&Prediction::deviation);
    if (with_tails) result.tail.push_back(middle(&Prediction::tail));
  }
  return result;
}

PastErrors past_errors(const History& history, int horizon) {
  constexpr int kMostOrigins = 12, kStride = 2, kLongestWindow = 400, kLongestHorizon = 24;
  constexpr double kLargest = 6, kSmallestDeviation = 1e-6;  // in deviations; of the mean size of the values
  const int n = history.size();
  const int fewest = history.period > 1 ? std::max(2 * history.period + 4, n / 2) : std::clamp(n / 2, 6, 30);
  double size = 0;
  for (const double value : history.values) size += std::abs(value) / n;
  PastErrors past;
  double squares = 0, count = 0;
  for (int origin = n - 1; origin >= fewest && past.origins < kMostOrigins; origin -= kStride, ++past.origins) {
    const int window = std::min(origin, kLongestWindow), steps = std::min({horizon, n - origin, kLongestHorizon});
    const auto values =
        history.values.subspan(static_cast<std::size_t>(origin - window), static_cast<std::size_t>(window));
    const History known{values, history.period};
    const Prediction prediction = centre(quick_members(known, steps), known);
    for (int step = 0; step < steps; ++step, ++count) {
      const auto at = static_cast<std::size_t>(step);
      const double deviation = std::fmax(prediction.deviation[at], kSmallestDeviation * size);
      const double error = std::abs(history[origin + step] - prediction.mean[at]);
      squares += std::pow(error < kLargest * deviation ? error / deviation : error > 0 ? kLargest : 0.0, 2);
    }
  }
  if (count > 0) past.size = std::sqrt(squares / count);
  return past;
}

Combination combine(const History& history, int horizon) {
  Combination result = history.period > kLongestEtsPeriod ? without_season(history, horizon)
                       : history.size() < 4               ? of_few(history, horizon)
                                                          : of_members(history, horizon);
  if (std::ranges::min(history.values) >= 0)
    for (double& mean : result.prediction.mean) mean = std::fmax(mean, 0.0);
  return result;
}

}  // namespace klytics::forecast
