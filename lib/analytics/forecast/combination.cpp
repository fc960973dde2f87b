#include "analytics/forecast/combination.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include "analytics/forecast/arima.h"
#include "analytics/forecast/ets.h"
#include "analytics/forecast/naive.h"
#include "analytics/forecast/seasonality.h"
#include "analytics/forecast/theta.h"

namespace klytics::forecast {
namespace {

constexpr std::size_t kFeatures = 8;
using Features = std::array<double, kFeatures>;

// Quantile regressions on the errors of M1 and Tourism (tests/bench/calibrate_intervals.py), every series with equal
// weight. Constant, log period, log length, log step, log(0.1 + disagreement), 10 / length, autocorrelation of changes,
// log(mean |change| / |mean change|).
constexpr Features kQuantile80{0.655, -0.036, 0.091, 0.097, 0.212, 0.522, -0.364, -0.360};
constexpr Features kQuantile95{1.098, -0.060, 0.107, 0.134, 0.196, 0.602, -0.321, -0.333};
constexpr double kNormal80 = 1.2815515655446004, kNormal95 = 1.9599639845400545;

double median(std::vector<double>& values) {
  std::ranges::sort(values);
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

/// The features that do not change with the step; step and disagreement are filled in later.
Features series_features(const History& history) {
  constexpr double kLongest = 150, kLongestPeriod = 12;  // no further than the data of the regression
  const double n = std::min<double>(history.size(), kLongest);
  double sum = 0, absolute = 0;
  const int count = history.size() - 1;
  for (int t = 1; t <= count; ++t) {
    sum += history[t] - history[t - 1];
    absolute += std::abs(history[t] - history[t - 1]);
  }
  const double mean = sum / count;
  double variance = 0, covariance = 0;
  for (int t = 1; t <= count; ++t) {
    const double change = history[t] - history[t - 1] - mean;
    variance += change * change;
    if (t > 1) covariance += change * (history[t - 1] - history[t - 2] - mean);
  }
  absolute /= count;
  const double correlation = variance > 0 ? covariance / variance * count / (count - 1) : 0.0;
  const double trend = absolute > 0 ? std::log(absolute / (std::abs(mean) + 0.1 * absolute)) : 0.0;
  return {1.0,  std::log(std::min<double>(history.period, kLongestPeriod)), std::log(n), 0, 0, 10 / n, correlation,
          trend};
}

double linear(const Features& coefficients, const Features& features) {
  return std::inner_product(coefficients.begin(), coefficients.end(), features.begin(), 0.0);
}

}  // namespace

Prediction median_prediction(std::span<const Prediction> members) {
  Prediction result = empty_prediction(members.front().horizon());
  std::vector<double> values;
  for (std::size_t step = 0; step < result.mean.size(); ++step) {
    const auto middle = [&](const std::vector<double> Prediction::*part) {
      values.clear();
      for (const Prediction& member : members) values.push_back((member.*part)[step]);
      return median(values);
    };
    result.mean[step] = middle(&Prediction::mean);
    result.deviation[step] = middle(&Prediction::deviation);
  }
  return result;
}

void calibrate(Prediction& prediction, std::span<const Prediction> members, const History& history) {
  if (history.size() < 4) return;
  constexpr double kLongestStep = 24, kMostDisagreement = 10;
  Features features = series_features(history);
  prediction.tail.assign(prediction.mean.size(), 1.0);
  for (std::size_t step = 0; step < prediction.mean.size(); ++step) {
    const double deviation = prediction.deviation[step];
    if (!(deviation > 0)) continue;
    double mean = 0, squares = 0;
    const auto count = static_cast<double>(members.size());
    for (const Prediction& member : members) mean += member.mean[step] / count;
    for (const Prediction& member : members) squares += std::pow(member.mean[step] - mean, 2) / count;
    features[3] = std::log(std::min(static_cast<double>(step + 1), kLongestStep));
    features[4] = std::log(0.1 + std::min(std::sqrt(squares) / deviation, kMostDisagreement));
    const double half80 = std::exp(linear(kQuantile80, features));
    const double half95 = std::max(std::exp(linear(kQuantile95, features)), half80);
    prediction.deviation[step] = deviation * half80 / kNormal80;
    prediction.tail[step] = std::log(half95 / half80) / std::log(kNormal95 / kNormal80);
  }
}

Combination combine(const History& history, int horizon) {
  Combination result;
  if (history.period > kLongestEtsPeriod) {  // decompose first: a state a phase is no longer estimable
    const SeasonalIndices season = detect_season(history);
    const auto adjusted = remove_season(history, season);
    result = combine({adjusted, 1}, horizon);
    restore_season(result.prediction, season, history.size());
  } else if (history.size() < 4) {
    const bool single = history.size() == 1;
    result.prediction = single ? seasonal_naive({history.values, 1}, horizon) : theta({history.values, 1}, horizon);
    result.members = single ? "naive" : "theta";
  } else {
    const EtsFit ets = fit_ets(history, kShrunkEts);
    const ArimaFit arima = fit_arima(history);
    const std::array members{predict(fit_theta(history, kDynamicOptimisedTheta), history, horizon),
                             predict(ets, horizon), predict(arima, history, horizon)};
    result.prediction = median_prediction(members);
    result.members = "median of dotm, " + ets.name() + ", " + arima.name();
    calibrate(result.prediction, members, history);
  }
  if (std::ranges::min(history.values) >= 0)
    for (double& mean : result.prediction.mean) mean = std::fmax(mean, 0.0);
  return result;
}

}  // namespace klytics::forecast
