#include "analytics/forecast/models/models.h"

#include <algorithm>
#include <array>

#include "analytics/forecast/models/additive.h"
#include "analytics/forecast/models/arima.h"
#include "analytics/forecast/models/automatic.h"
#include "analytics/forecast/models/complex_smoothing.h"
#include "analytics/forecast/models/decomposed.h"
#include "analytics/forecast/models/ets.h"
#include "analytics/forecast/models/form_mean.h"
#include "analytics/forecast/models/intermittent.h"
#include "analytics/forecast/models/naive.h"
#include "analytics/forecast/models/theta.h"
#include "core/error.h"

namespace klytics::forecast {
namespace {

template <ThetaForm kForm>
NamedPrediction predict_theta(const History& history, int horizon, std::string_view name) {
  const ThetaFit fit = fit_theta(history, kForm);
  return {predict(fit, history, horizon), std::string(name), parameters_of(fit)};
}

NamedPrediction predict_rest(const History& history, int horizon, std::string_view rest_model) {
  NamedPrediction named;
  constexpr bool kSeasonErrs = true;
  DecomposedForecast result = predict_decomposed(
      history, horizon,
      [&](const History& rest, int steps) {
        named = find_model(rest_model)->predict(rest, steps);
        return std::move(named.prediction);
      },
      kSeasonErrs);
  return {std::move(result.prediction), (result.several_seasons ? "MSTL + " : "STL + ") + named.model,
          std::move(named.parameters)};
}

template <IntermittentMethod kMethod>
NamedPrediction predict_intermittent(const History& history, int horizon) {
  if (std::ranges::min(history.values) < 0)
    throw Error(ErrorKind::kBadData, "a model of intermittent demand needs values that are not negative");
  const IntermittentFit fit = fit_intermittent(history.values, kMethod);
  return {predict(fit, history, horizon), std::string(to_string(kMethod)), parameters_of(fit)};
}

constexpr std::array kModels{
    Model{"naive", "the last value", 1,
          [](const History& history, int horizon) {
            return NamedPrediction{seasonal_naive({history.values, 1}, horizon), "naive"};
          }},
    Model{"snaive", "as one season ago", 1,
          [](const History& history, int horizon) {
            return NamedPrediction{seasonal_naive(history, horizon), "snaive"};
          }},
    Model{"naive2", "the last value, seasonally adjusted", 1,
          [](const History& history, int horizon) {
            return NamedPrediction{naive2(history, horizon), "naive2"};
          }},
    Model{"drift", "the last value and the mean change", 2,
          [](const History& history, int horizon) {
            const double slope = (history[history.size() - 1] - history[0]) / (history.size() - 1);
            return NamedPrediction{drift(history, horizon), "drift", {{"", "drift", slope}}};
          }},
    Model{"theta", "exponential smoothing with half the linear trend", 2,
          [](const History& history, int horizon) {
            const SmoothedTrend fit = fit_smoothed_trend(history);
            return NamedPrediction{predict(fit, history, horizon), "theta", parameters_of(fit)};
          }},
    Model{"otm", "optimised theta", 4,
          [](const History& history, int horizon) { return predict_theta<kOptimisedTheta>(history, horizon, "otm"); }},
    Model{"dstm", "dynamic theta", 4,
          [](const History& history, int horizon) { return predict_theta<kDynamicTheta>(history, horizon, "dstm"); }},
    Model{"dotm", "dynamic optimised theta", 4,
          [](const History& history, int horizon) {
            return predict_theta<kDynamicOptimisedTheta>(history, horizon, "dotm");
          }},
    Model{"ets", "exponential smoothing, the form chosen by AICc", 4,
          [](const History& history, int horizon) {
            const EtsFit fit = fit_ets(history, kShrunkEts);
            return NamedPrediction{predict(fit, horizon), fit.name(), parameters_of(fit)};
          }},
    Model{"ets-mean", "all forms of exponential smoothing, weighted by AICc", 4,
          [](const History& history, int horizon) {
            const auto fits = fit_ets_forms(history, kShrunkEts);
            return NamedPrediction{ets_mean(fits, horizon), "ets-mean", parameters_of_mean(fits)};
          }},
    Model{"arima", "seasonal ARIMA, the orders chosen stepwise", 3,
          [](const History& history, int horizon) {
            const ArimaFit fit = fit_arima(history);
            return NamedPrediction{predict(fit, history, horizon), fit.name(), parameters_of(fit, history)};
          },
          true},
    Model{"arima-mean", "the five likeliest ARIMA orders, weighted by AICc", 3,
          [](const History& history, int horizon) {
            const auto fits = fit_arima_orders(history, kAveragedOrders);
            return NamedPrediction{arima_mean(fits, history, horizon), "arima-mean", parameters_of_mean(fits, history)};
          },
          true},
    Model{"ces", "complex exponential smoothing, the season chosen by AICc", 4,
          [](const History& history, int horizon) {
            const ComplexSmoothingFit fit = fit_complex_smoothing(history);
            return NamedPrediction{predict(fit, horizon), fit.name(), parameters_of(fit)};
          }},
    Model{"stl-naive", "seasonal decomposition, the last value of the rest", 4,
          [](const History& history, int horizon) { return predict_rest(history, horizon, "naive"); }},
    Model{"stl-drift", "seasonal decomposition, the mean change of the rest", 4,
          [](const History& history, int horizon) { return predict_rest(history, horizon, "drift"); }},
    Model{"stl-ets", "seasonal decomposition, ETS on the rest", 4,
          [](const History& history, int horizon) { return predict_rest(history, horizon, "ets"); }},
    Model{"stl-theta", "seasonal decomposition, dynamic optimised theta on the rest", 4,
          [](const History& history, int horizon) { return predict_rest(history, horizon, "dotm"); }},
    Model{"stl-arima", "seasonal decomposition, ARIMA on the rest", 4,
          [](const History& history, int horizon) { return predict_rest(history, horizon, "arima"); }},
    Model{"stl-ces", "seasonal decomposition, complex exponential smoothing on the rest", 4,
          [](const History& history, int horizon) { return predict_rest(history, horizon, "ces"); }},
    Model{"croston", "intermittent demand: size over interval", 1, predict_intermittent<IntermittentMethod::kCroston>,
          false, true},
    Model{"sba", "Croston less its bias", 1, predict_intermittent<IntermittentMethod::kSba>, false, true},
    Model{"tsb", "intermittent demand that may fade", 1, predict_intermittent<IntermittentMethod::kTsb>, false, true},
    Model{"adida", "intermittent demand, aggregated over the mean interval", 1,
          predict_intermittent<IntermittentMethod::kAdida>, false, true},
    Model{"imapa", "intermittent demand, the mean over aggregations", 1,
          predict_intermittent<IntermittentMethod::kImapa>, false, true},
    Model{"additive", "regression on trend, weekday, yearly season and shop days", 2,
          [](const History& history, int horizon) {
            AdditiveFit fit = fit_additive(history, horizon);
            FittedParameters parameters = parameters_of(fit, history);
            return NamedPrediction{std::move(fit.prediction), fit.name(), std::move(parameters)};
          }},
    Model{"auto", "what forecasts such series best, with calibrated intervals", 1,
          [](const History& history, int horizon) {
            AutomaticForecast forecast = automatic(history, horizon);
            return NamedPrediction{std::move(forecast.prediction), std::move(forecast.model),
                                   std::move(forecast.parameters)};
          }},
};

}  // namespace

std::span<const Model> models() { return kModels; }

const Model* find_model(std::string_view name) {
  const auto* found = std::ranges::find(kModels, name, &Model::name);
  return found == kModels.end() ? nullptr : found;
}

}  // namespace klytics::forecast
