#include "analytics/forecast/models.h"

#include <algorithm>
#include <array>

#include "analytics/forecast/arima.h"
#include "analytics/forecast/combination.h"
#include "analytics/forecast/ets.h"
#include "analytics/forecast/naive.h"
#include "analytics/forecast/theta.h"

namespace klytics::forecast {
namespace {

template <ThetaForm kForm>
NamedPrediction predict_theta(const History& history, int horizon, std::string_view name) {
  return {predict(fit_theta(history, kForm), history, horizon), std::string(name)};
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
            return NamedPrediction{drift(history, horizon), "drift"};
          }},
    Model{"theta", "exponential smoothing with half the linear trend", 2,
          [](const History& history, int horizon) {
            return NamedPrediction{theta(history, horizon), "theta"};
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
            return NamedPrediction{predict(fit, horizon), fit.name()};
          }},
    Model{"arima", "seasonal ARIMA, the orders chosen stepwise", 3,
          [](const History& history, int horizon) {
            const ArimaFit fit = fit_arima(history);
            return NamedPrediction{predict(fit, history, horizon), fit.name()};
          }},
    Model{"auto", "median of dotm, ets and arima, with calibrated intervals", 1,
          [](const History& history, int horizon) {
            Combination combination = combine(history, horizon);
            return NamedPrediction{std::move(combination.prediction), std::move(combination.members)};
          }},
};

}  // namespace

std::span<const Model> models() { return kModels; }

const Model* find_model(std::string_view name) {
  const auto* found = std::ranges::find(kModels, name, &Model::name);
  return found == kModels.end() ? nullptr : found;
}

}  // namespace klytics::forecast
