#include "analytics/forecast/models/combination.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "analytics/forecast/models/arima.h"
#include "analytics/forecast/models/complex_smoothing.h"
#include "analytics/forecast/models/decomposed.h"
#include "analytics/forecast/models/ets.h"
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

/// Long and without a season.
bool is_long(const History& history) {
  constexpr int kLong = 60;
  return history.period == 1 && history.size() >= kLong;
}

/// The median of the members, of a long history with their mean as its mean.
Prediction centre(std::span<const Prediction> members, const History& history) {
  Prediction result = median_prediction(members);
  if (is_long(history)) result.mean = mean_of(members);
  return result;
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
    // the median, and complex smoothing is a member as in the combination of Petropoulos & Svetunkov 2020. Seasonal
    // histories gain by a second view of their season instead. Found on M1 and Tourism.
    const auto ets = fit_ets_forms(history, kShrunkEts);
    ArimaMember arima = arima_member(history, horizon);
    const ThetaFit dynamic = fit_theta(history, kDynamicOptimisedTheta);
    std::vector<Prediction> members{predict(dynamic, history, horizon), ets_mean(ets, horizon),
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
    if (is_long(history)) {
      const ComplexSmoothingFit complex = fit_complex_smoothing(history);
      members.push_back(predict(complex, horizon));
      result.members += ", " + complex.name();
      for (const FittedParameter& parameter : parameters_of(complex))
        result.parameters.push_back({complex.name(), parameter.name, parameter.value});
    }
    result.prediction = centre(members, history);
    result.members = (is_long(history) ? "mean of " : "median of ") + result.members;
    calibrate(result.prediction, members, history, past_errors(history, horizon));
  }
  if (std::ranges::min(history.values) >= 0)
    for (double& mean : result.prediction.mean) mean = std::fmax(mean, 0.0);
  return result;
}

}  // namespace klytics::forecast
