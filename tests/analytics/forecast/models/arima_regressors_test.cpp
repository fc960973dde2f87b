#include "analytics/forecast/models/arima_regressors.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "analytics/forecast/calendar/calendar.h"
#include "analytics/forecast/models/arima.h"
#include "analytics/forecast/models/models.h"
#include "analytics/forecast/reference.h"

namespace klytics::forecast {
namespace {

struct Regression {
  int period = 1;
  std::vector<double> values;
  std::vector<KnownColumn> columns{{"price", {}}, {"campaign", {}}};
  History history() const { return {values, period, nullptr, &columns}; }
};

const std::map<std::string, Regression>& regressions() {
  static const auto all = [] {
    std::map<std::string, Regression> result;
    for (const auto& row : read_reference_rows("arima_regressors.csv")) {
      Regression& one = result[row.at(0)];
      one.period = std::stoi(row.at(1));
      if (row.at(3) != "NA") one.values.push_back(std::stod(row.at(3)));
      for (std::size_t i = 0; i < 2; ++i) one.columns[i].values.push_back(std::stod(row.at(4 + i)));
    }
    return result;
  }();
  return all;
}

std::vector<double> answer(const std::string& series, const std::string& key) {
  std::vector<double> values;
  for (const auto& row : read_reference_rows("arima_regressors_reference.csv"))
    if (row.at(0) == series && row.at(1) == key) values.push_back(std::stod(row.at(3)));
  return values;
}

ArimaOrder parse_order(const std::string& digits) {
  const auto at = [&](std::size_t i) { return digits[i] - '0'; };
  // R's arima has a mean only without differences
  return {at(0), at(1), at(2), at(3), at(4), at(5), at(1) + at(4) == 0};
}

const std::vector<std::pair<std::string, std::string>> kFits{{"stationary", "101000"}, {"stationary", "200000"},
                                                             {"walking", "011000"},    {"walking", "110000"},
                                                             {"monthly", "011011"},    {"monthly", "100110"}};

TEST(ArimaRegressors, EffectsAndLikelihoodEqualThoseOfR) {
  for (const auto& [name, order] : kFits) {
    SCOPED_TRACE(name + " " + order);
    const auto fit = fit_arima(regressions().at(name).history(), parse_order(order));
    ASSERT_TRUE(fit);
    // R takes the first values of a differenced series, and the effects with them, as diffuse with variance 1e6, which
    // changes the likelihood by about 1e-4; both searches stop within 1e-3 of the top.
    EXPECT_NEAR(fit->log_likelihood, answer(name, order + ".loglik").at(0), 2e-3);
    EXPECT_NEAR(fit->sigma2, answer(name, order + ".sigma2").at(0), 5e-3 * fit->sigma2);
    const auto effects = answer(name, order + ".effects"), errors = answer(name, order + ".errors");
    for (std::size_t i = 0; i < 2; ++i)
      EXPECT_NEAR(fit->coefficients.effects.at(i), effects.at(i), 0.02 * errors.at(i)) << i;
  }
}

TEST(ArimaRegressors, ForecastsWithAKnownFutureEqualThoseOfR) {
  for (const auto& [name, order] : kFits) {
    SCOPED_TRACE(name + " " + order);
    const History history = regressions().at(name).history();
    const auto prediction = predict(*fit_arima(history, parse_order(order)), history, 8);
    const auto mean = answer(name, order + ".mean"), deviation = answer(name, order + ".se");
    for (std::size_t step = 0; step < 8; ++step) {
      // the likelihood is flat: equal to 1e-3 there leaves coefficients to differ in the third digit
      EXPECT_NEAR(prediction.mean[step], mean.at(step), 0.05 * deviation.at(step)) << step;
      EXPECT_NEAR(prediction.deviation[step], deviation.at(step), 0.02 * deviation.at(step)) << step;
    }
  }
}

TEST(ArimaRegressors, TheChosenOrderIsAsLikelyAsThatOfAutoArima) {
  for (const auto& [name, regression] : regressions()) {
    const ArimaFit fit = fit_arima(regression.history());
    const auto order = answer(name, "auto.order");
    const bool same_differences =
        fit.order.d == order.at(1) && (order.size() < 6 || fit.order.seasonal_d == order.at(4));
    // An AICc is comparable between fits of the same differences only. The search looks at conditional likelihoods: two
    // units of AICc are no difference that matters (Burnham & Anderson 2002).
    if (same_differences) {
      EXPECT_LT(fit.aicc, answer(name, "auto.aicc").at(0) + 2) << name << " " << fit.name();
    }
    // The columns were made with effects of -6 and 45; what noise leaves is three of R's standard errors.
    EXPECT_NEAR(fit.coefficients.effects.at(0), -6, 1.8) << name;
    EXPECT_NEAR(fit.coefficients.effects.at(1), 45, 5) << name;
    EXPECT_NE(fit.name().find(" + 2 regressors"), std::string::npos);
  }
}

TEST(ArimaRegressors, WhatTheHistoryDoesNotShowHasNoEffect) {
  Regression regression = regressions().at("stationary");
  regression.columns.push_back(regression.columns[1]);  // the same days again: each has half of their effect
  regression.columns[2].name = "twin";
  regression.columns.push_back({"later", std::vector<double>(regression.values.size() + 8, 0.0)});
  regression.columns[3].values.back() = 1;
  const auto fit = fit_arima(regression.history(), parse_order("101000"));
  ASSERT_TRUE(fit);
  EXPECT_NEAR(fit->coefficients.effects[1], fit->coefficients.effects[2], 1e-6);
  EXPECT_NEAR(2 * fit->coefficients.effects[1], answer("stationary", "101000.effects")[1], 0.05);
  EXPECT_EQ(fit->coefficients.effects[3], 0);
}

TEST(ArimaRegressors, TheModelNamesItsEffects) {
  const NamedPrediction named = find_model("arima")->predict(regressions().at("walking").history(), 8);
  const auto campaign = std::ranges::find(named.parameters, "campaign", &FittedParameter::name);
  ASSERT_NE(campaign, named.parameters.end());
  EXPECT_EQ(campaign->part, "effect");
  EXPECT_NEAR(campaign->value, 45, 5);
}

}  // namespace
}  // namespace klytics::forecast
