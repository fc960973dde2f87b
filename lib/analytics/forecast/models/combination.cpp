#include "analytics/forecast/models/combination.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include "analytics/forecast/intervals/intervals.h"
#include "analytics/forecast/models/arima.h"
#include "analytics/forecast/models/decomposed.h"
#include "analytics/forecast/models/ets.h"
#include "analytics/forecast/models/naive.h"
#include "analytics/forecast/models/theta.h"
#include "analytics/forecast/seasonality.h"

namespace klytics::forecast {
namespace {

constexpr std::size_t kFeatures = 10;
using Features = std::array<double, kFeatures>;

// Quantile regressions on the errors of M1 and Tourism (tests/bench/calibrate_intervals.py), every series with equal
// weight. Constant, log period and its square, log length, log step, log(0.1 + disagreement), 10 / length,
// autocorrelation of changes, log(mean |change| / |mean change|), log(mean |change over the step, in whole seasons| /
// deviation).
constexpr Features kQuantile80{0.061, -0.067, -0.023, 0.226, 0.074, 0.226, 0.746, -0.316, -0.266, 0.270};
constexpr Features kQuantile95{0.618, 0.070, -0.072, 0.197, 0.098, 0.172, 0.770, -0.221, -0.239, 0.231};
enum Feature : std::size_t { kLogStep = 4, kDisagreement = 5, kUsualChange = 9 };  // those that change with the step

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
  const double period = std::log(std::min<double>(history.period, kLongestPeriod));
  return {1.0, period, period * period, std::log(n), 0, 0, 10 / n, correlation, trend, 0};
}

/// The mean size of changes over as many steps, rounded up to whole seasons and at most half of the history: what the
/// series itself did at that distance, whatever a model says.
double usual_change(const History& history, int step) {
  const int season = history.period < history.size() ? history.period : 1;
  const int longest = std::max(season, (history.size() - 1) / 2);
  const int lag = std::min(((step - 1) / season + 1) * season, longest);
  double sum = 0;
  for (int t = lag; t < history.size(); ++t) sum += std::abs(history[t] - history[t - lag]);
  return sum / (history.size() - lag);
}

double linear(const Features& coefficients, const Features& features) {
  return std::inner_product(coefficients.begin(), coefficients.end(), features.begin(), 0.0);
}

std::vector<double> mean_of(std::span<const Prediction> members) {
  std::vector<double> mean(members.front().mean.size());
  for (const Prediction& member : members)
    for (std::size_t step = 0; step < mean.size(); ++step)
      mean[step] += member.mean[step] / static_cast<double>(members.size());
  return mean;
}

/// The weight of a fit beside that of the likeliest, `best`; 0 for one that hardly counts.
double relative_weight(double aicc, double best) {
  constexpr double kSmallestWeight = 1e-4;
  const double weight = std::exp(-0.5 * (aicc - best));
  return weight > kSmallestWeight ? weight : 0.0;
}

/// Likelier fits count more; those that hardly count are left out.
template <typename Fit, typename Predict>
Prediction weighted_mean(std::span<const Fit> fits, int horizon, Predict&& predict_one) {
  Prediction mean = empty_prediction(horizon);
  double total = 0;
  for (const Fit& fit : fits) {
    const double weight = &fit == fits.data() ? 1.0 : relative_weight(fit.aicc, fits.front().aicc);
    if (weight == 0) continue;
    const Prediction one = predict_one(fit);
    const double share = weight / (total + weight);  // a running mean: exact when all agree
    total += weight;
    for (std::size_t step = 0; step < mean.mean.size(); ++step) {
      mean.mean[step] += share * (one.mean[step] - mean.mean[step]);
      mean.deviation[step] += share * (one.deviation[step] - mean.deviation[step]);
    }
  }
  return mean;
}

struct ArimaMember {
  Prediction prediction;
  std::string name;
  FittedParameters parameters;
};

/// Seasonal orders take seconds for a long season and a long history. Those of what STL leaves are as good and take
/// milliseconds (tests/bench/forecast_hourly.cpp).
ArimaMember arima_member(const History& history, int horizon) {
  constexpr int kLongestSeason = 12;
  ArimaMember member;
  const auto fit = [&](const History& given, int steps) {
    const auto fits = fit_arima_orders(given, kAveragedOrders);
    member.name = fits.front().name();
    member.parameters = parameters_of_mean(fits, given);
    return arima_mean(fits, given, steps);
  };
  if (history.period <= kLongestSeason) {
    member.prediction = fit(history, horizon);
  } else {
    member.prediction = predict_decomposed({history.values, history.period}, horizon, fit).prediction;
    member.name = "STL + " + member.name;
  }
  return member;
}

}  // namespace

Prediction ets_mean(std::span<const EtsFit> fits, int horizon) {
  return weighted_mean(fits, horizon, [&](const EtsFit& fit) { return predict(fit, horizon); });
}

Prediction arima_mean(std::span<const ArimaFit> fits, const History& history, int horizon) {
  return weighted_mean(fits, horizon, [&](const ArimaFit& fit) { return predict(fit, history, horizon); });
}

std::vector<double> akaike_weights(std::span<const double> aicc) {
  std::vector<double> weights;
  double sum = 0;
  for (const double value : aicc) {
    weights.push_back(weights.empty() ? 1.0 : relative_weight(value, aicc.front()));
    sum += weights.back();
  }
  for (double& weight : weights) weight /= sum;
  return weights;
}

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

void calibrate(Prediction& prediction, std::span<const Prediction> members, const History& history) {
  if (history.size() < 4) return;
  constexpr double kLongestStep = 24, kMostDisagreement = 10, kSmallestChange = 1e-2;
  Features features = series_features(history);
  for (std::size_t step = 0; step < prediction.mean.size(); ++step) {
    const double deviation = prediction.deviation[step];
    if (!(deviation > 0)) continue;
    double mean = 0, squares = 0;
    const auto count = static_cast<double>(members.size());
    for (const Prediction& member : members) mean += member.mean[step] / count;
    for (const Prediction& member : members) squares += std::pow(member.mean[step] - mean, 2) / count;
    features[kLogStep] = std::log(std::min(static_cast<double>(step + 1), kLongestStep));
    const double change = usual_change(history, static_cast<int>(step) + 1);
    features[kUsualChange] = std::log(std::fmax(change, kSmallestChange * deviation) / deviation);
    features[kDisagreement] = std::log(0.1 + std::min(std::sqrt(squares) / deviation, kMostDisagreement));
    set_half_widths(prediction, step, deviation * std::exp(linear(kQuantile80, features)),
                    deviation * std::exp(linear(kQuantile95, features)));
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
    result.members = single ? "naive" : "theta";
    if (single) {
      result.prediction = seasonal_naive({history.values, 1}, horizon);
    } else {
      const SmoothedTrend trend = fit_smoothed_trend({history.values, 1});
      result.prediction = predict(trend, {history.values, 1}, horizon);
      result.parameters = parameters_of(trend);
    }
  } else {
    // Outliers among members are rarer and less far off when the history is long: from there on the mean errs less than
    // the median. Seasonal histories gain by a second view of their season instead. All found on M1 and Tourism.
    constexpr int kLong = 60;
    const auto ets = fit_ets_forms(history, kShrunkEts);
    ArimaMember arima = arima_member(history, horizon);
    const ThetaFit dynamic = fit_theta(history, kDynamicOptimisedTheta);
    std::vector<Prediction> members{predict(dynamic, history, horizon, LineOf::kKnown), ets_mean(ets, horizon),
                                    std::move(arima.prediction)};
    result.members = "dotm, " + ets.front().name() + ", " + arima.name;
    for (const FittedParameter& parameter : parameters_of(dynamic))
      result.parameters.push_back({"dotm", parameter.name, parameter.value});
    append(result.parameters, parameters_of_mean(ets));
    append(result.parameters, std::move(arima.parameters));
    if (history.period > 1) {
      members.push_back(decomposed_theta({history.values, history.period}, horizon));
      result.members += ", stl-theta";
    }
    result.prediction = median_prediction(members);
    const bool by_mean = history.period == 1 && history.size() >= kLong;
    if (by_mean) result.prediction.mean = mean_of(members);
    result.members = (by_mean ? "mean of " : "median of ") + result.members;
    calibrate(result.prediction, members, history);
  }
  if (std::ranges::min(history.values) >= 0)
    for (double& mean : result.prediction.mean) mean = std::fmax(mean, 0.0);
  return result;
}

}  // namespace klytics::forecast
