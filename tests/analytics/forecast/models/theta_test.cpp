#include "analytics/forecast/models/theta.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "analytics/forecast/reference.h"

namespace klytics::forecast {
namespace {

TEST(Theta, EqualsThetafOfR) {
  for (const auto& [name, series] : reference_series()) {
    const auto prediction = theta(series.history(), 8);
    const auto mean = reference("theta", name, "mean");
    const auto upper = reference("theta", name, "upper80");
    ASSERT_EQ(mean.size(), 8U);
    for (std::size_t step = 0; step < 8; ++step) {
      // R stops its simplex early: alpha differs in the fourth digit, forecasts in the fifth
      EXPECT_NEAR(prediction.mean[step], mean[step], 2e-4 * mean[step]) << name << " step " << step;
      if (name == "yearly") {
        EXPECT_NEAR(1.2815515655 * prediction.deviation[step], upper[step] - mean[step], 0.005 * mean[step]);
      }
    }
  }
}

/// The squared error of a dynamic theta model straight from equations 10 to 15 of Fiorucci et al. 2016.
double squared_error(const std::vector<double>& y, double level, double alpha, double weight) {
  double a = 0, b = 0, mean = 0, sum = 0;
  for (std::size_t index = 0; index < y.size(); ++index) {
    const auto t = static_cast<double>(index + 1);
    if (index > 0) {
      const double forecast =
          level + weight * (std::pow(1 - alpha, t - 1) * a + (1 - std::pow(1 - alpha, t)) / alpha * b);
      sum += std::pow(y[index] - forecast, 2);
    }
    level = alpha * y[index] + (1 - alpha) * level;
    b = index == 0 ? 0 : ((t - 2) * b + 6 / t * (y[index] - mean)) / (t + 1);
    mean = ((t - 1) * mean + y[index]) / t;
    a = index == 0 ? y[0] : mean - b * (t + 1) / 2;
  }
  return sum;
}

TEST(Theta, TheDynamicFitIsAMinimumOfTheEquationsOfThePaper) {
  const auto& y = reference_series().at("yearly").values;
  const auto fit = fit_theta({y, 1}, kDynamicOptimisedTheta);
  const double best = squared_error(y, fit.first_level, fit.alpha, fit.trend_weight);
  EXPECT_NEAR(best, fit.sigma2 * static_cast<double>(y.size() - 3), 1e-9 * best);
  for (double alpha = 0.1; alpha < 1; alpha += 0.05)
    for (double weight = 0; weight <= 1; weight += 0.1)
      for (double level = 900; level <= 1100; level += 25)
        EXPECT_GE(squared_error(y, level, alpha, weight), best * (1 - 1e-6));
}

TEST(Theta, DeviationsOfADynamicModelAreThoseOfSimulatedPaths) {
  const auto& yearly = reference_series().at("yearly").values;
  int compared = 0;
  for (const auto& row : read_reference_rows("theta_paths.csv")) {
    const auto step = static_cast<std::size_t>(std::stoi(row.at(3)));
    const std::span<const double> y = std::span(yearly).first(static_cast<std::size_t>(std::stoi(row.at(0))));
    const ThetaFit fit{kDynamicOptimisedTheta, {}, std::stod(row.at(1)), std::stod(row.at(2)), y.front(), 400};
    const double simulated = std::stod(row.at(4)), exact = predict(fit, {y, 1}, 12).deviation[step - 1];
    EXPECT_NEAR(exact, simulated, 0.008 * simulated) << "row " << compared;  // five standard errors of 200,000 paths
    ++compared;
  }
  EXPECT_EQ(compared, 96);
}

RC_GTEST_PROP(Theta, IntervalsNeverNarrowWithTheHorizon, ()) {
  const auto raw = *rc::gen::container<std::vector<int>>(9, rc::gen::inRange(1, 1000));
  const std::vector<double> values(raw.begin(), raw.end());
  for (const ThetaForm form : {kStandardTheta, kOptimisedTheta, kDynamicTheta, kDynamicOptimisedTheta}) {
    const auto deviation = predict(fit_theta({values, 1}, form), {values, 1}, 20).deviation;
    for (std::size_t step = 1; step < deviation.size(); ++step) RC_ASSERT(deviation[step] >= deviation[step - 1]);
  }
}

TEST(Theta, ALineIsContinuedWhenThetaIsFree) {
  std::vector<double> values;
  for (int t = 0; t < 20; ++t) values.push_back(50 + 3 * t);
  const auto prediction = predict(fit_theta({values, 1}, kOptimisedTheta), {values, 1}, 4);
  for (int step = 0; step < 4; ++step)
    EXPECT_NEAR(prediction.mean[static_cast<std::size_t>(step)], 110 + 3 * step, 1e-6);
}

RC_GTEST_PROP(Theta, ScalesWithTheUnitOfTheValues, ()) {
  const auto raw = *rc::gen::container<std::vector<int>>(16, rc::gen::inRange(1, 1000));
  std::vector<double> values(raw.begin(), raw.end()), scaled;
  for (const double value : values) scaled.push_back(1000 * value);
  const auto one = predict(fit_theta({values, 4}, kDynamicOptimisedTheta), {values, 4}, 5);
  const auto other = predict(fit_theta({scaled, 4}, kDynamicOptimisedTheta), {scaled, 4}, 5);
  for (std::size_t step = 0; step < 5; ++step) {
    RC_ASSERT(std::isfinite(one.mean[step]));
    RC_ASSERT(std::abs(other.mean[step] - 1000 * one.mean[step]) <= 1e-3 * (1 + std::abs(other.mean[step])));
  }
}

}  // namespace
}  // namespace klytics::forecast
