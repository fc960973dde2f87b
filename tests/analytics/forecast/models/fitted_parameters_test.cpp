#include "analytics/forecast/models/fitted_parameters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "analytics/forecast/calendar/calendar.h"
#include "analytics/forecast/models/arima.h"
#include "analytics/forecast/models/combination.h"
#include "analytics/forecast/models/form_mean.h"
#include "analytics/forecast/models/ets.h"
#include "analytics/forecast/models/models.h"
#include "analytics/forecast/models/theta.h"
#include "analytics/forecast/reference.h"

namespace klytics::forecast {
namespace {

using testing::ElementsAre;

std::vector<std::string> names(const FittedParameters& parameters) {
  std::vector<std::string> result;
  for (const FittedParameter& parameter : parameters)
    result.push_back(parameter.part.empty() ? parameter.name : parameter.part + "/" + parameter.name);
  return result;
}

TEST(FittedParameters, OfAFormAreThoseThatItHas) {
  const auto history = reference_series().at("quarterly").history();
  EXPECT_THAT(
      names(parameters_of(fit_ets(history, {EtsError::kAdditive, EtsTrend::kDamped, EtsSeason::kNone}).value())),
      ElementsAre("alpha", "beta", "phi", "level", "slope"));
  EXPECT_THAT(names(parameters_of(fit_arima(history, {1, 1, 2, 0, 1, 1, false}).value(), history)),
              ElementsAre("ar_1", "ma_1", "ma_2", "seasonal_ma_1"));
  const auto seasonal =
      fit_ets(history, {EtsError::kMultiplicative, EtsTrend::kNone, EtsSeason::kMultiplicative}).value();
  const auto parameters = parameters_of(seasonal);
  EXPECT_THAT(names(parameters), ElementsAre("alpha", "gamma", "level", "season_factor_1", "season_factor_2",
                                             "season_factor_3", "season_factor_4"));
  EXPECT_EQ(parameters[0].value, seasonal.parameters.alpha);
}

TEST(FittedParameters, EveryModelThatFitsNamesWhatItFound) {
  for (const Model& model : models()) {
    const auto history = reference_series().at(model.name == "ces" ? "yearly" : "monthly").history();
    const NamedPrediction named = model.predict(history, 4);
    const bool fits = !model.name.ends_with("naive") && model.name != "naive2";
    EXPECT_EQ(!named.parameters.empty(), fits) << model.name;
  }
}

TEST(FittedParameters, WeightsOfACombinationAddUp) {
  for (const char* name : {"ets-mean", "arima-mean"}) {
    const auto parameters = find_model(name)->predict(reference_series().at("monthly").history(), 4).parameters;
    double sum = 0;
    for (const FittedParameter& parameter : parameters) sum += parameter.name == "weight" ? parameter.value : 0;
    EXPECT_NEAR(sum, 1, 1e-12) << name;
    EXPECT_FALSE(parameters.front().part.empty());
  }
}

TEST(FittedParameters, AWeightIsThatOfTheMean) {
  const std::vector<double> weights = akaike_weights(std::vector<double>{100, 102, 300});
  // By hand: exp(0), exp(-1) and what does not count
  EXPECT_NEAR(weights[0], 1 / (1 + std::exp(-1)), 1e-12);
  EXPECT_NEAR(weights[1], std::exp(-1) / (1 + std::exp(-1)), 1e-12);
  EXPECT_EQ(weights[2], 0);
}

TEST(FittedParameters, EffectsOfColumnsAreFoundInWhatTheyDoTogether) {
  const std::vector<KnownColumn> columns{{"price", {1, 2, 3, 4, 5}}, {"sale", {0, 1, 0, 0, 1}}};
  const std::vector<double> together{2, 9, 6, 8, 15};  // 2 price + 5 sale
  const auto effects = column_effects(columns, together, false);
  EXPECT_EQ(effects[0].part, "effect");
  EXPECT_NEAR(effects[0].value, 2, 1e-9);
  EXPECT_NEAR(effects[1].value, 5, 1e-9);
  const std::vector<double> factors{1, 3, 1, 1, 3};
  const auto multiplied = column_effects({columns[1]}, factors, true);
  EXPECT_EQ(multiplied[0].part, "factor");
  EXPECT_NEAR(multiplied[0].value, 3, 1e-9);
}

TEST(FittedParameters, OfThetaAreItsOwn) {
  const ThetaFit fit = fit_theta(reference_series().at("yearly").history(), kDynamicOptimisedTheta);
  EXPECT_EQ(parameters_of(fit),
            (FittedParameters{
                {"", "alpha", fit.alpha}, {"", "trend_weight", fit.trend_weight}, {"", "level", fit.first_level}}));
}

}  // namespace
}  // namespace klytics::forecast
