#include "analytics/forecast/models/theta.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <map>

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
        EXPECT_NEAR(1.2815515655 * prediction.deviation[step], upper[step] - mean[step],
                    0.002 * (upper[step] - mean[step]));
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

/// The squared error of a theta model whose line is that of the whole history.
double fixed_line_error(const std::vector<double>& y, double level, double alpha, double weight) {
  const auto n = static_cast<double>(y.size());
  double mean = 0, moment = 0, sum = 0;
  for (std::size_t i = 0; i < y.size(); ++i) mean += y[i] / n, moment += y[i] * static_cast<double>(i + 1);
  const double b = 12 * (moment - n * (n + 1) / 2 * mean) / (n * (n * n - 1)), a = mean - b * (n + 1) / 2;
  for (std::size_t i = 0; i < y.size(); ++i) {
    const auto t = static_cast<double>(i + 1);
    sum += std::pow(y[i] - level - weight * (std::pow(1 - alpha, t - 1) * a + (1 - std::pow(1 - alpha, t)) / alpha * b),
                    2);
    level = alpha * y[i] + (1 - alpha) * level;
  }
  return sum;
}

/// Level before the first observation, alpha and theta, 2 where it is not optimised, as forecTheta found them.
ThetaFit fit_of_forec_theta(const std::string& kind, const std::string& name, ThetaForm form) {
  const auto par = reference(kind, name, "par");
  const double theta = par.size() > 2 ? par.at(2) : 2;
  return {form, detect_season(reference_series().at(name).history()), par.at(1), 1 - 1 / theta, par.at(0), 0};
}

TEST(Theta, ForecastsAtTheParametersOfForecThetaEqualItsOwn) {
  const std::map<std::string, ThetaForm> forms{
      {"stm", kStandardTheta}, {"otm", kOptimisedTheta}, {"dstm", kDynamicTheta}, {"dotm", kDynamicOptimisedTheta}};
  for (const auto& [name, series] : reference_series())
    for (const auto& [kind, form] : forms) {
      const auto mean = reference(kind, name, "mean");
      const auto prediction = predict(fit_of_forec_theta(kind, name, form), series.history(), 8);
      for (std::size_t step = 0; step < 8; ++step)  // it holds a theta of 2 within 1e-5; parameters have twelve digits
        EXPECT_NEAR(prediction.mean[step], mean.at(step), 2e-7 * mean.at(step)) << kind << " " << name << " " << step;
    }
}

/// forecTheta minimises the same sum where the line does not move, by a simplex from one start, which may end
/// elsewhere.
TEST(Theta, FormsWithAFixedLineAreFittedAtLeastAsWellAsByForecTheta) {
  for (const auto& [name, series] : reference_series())
    for (const auto& [kind, form] :
         std::map<std::string, ThetaForm>{{"stm", kStandardTheta}, {"otm", kOptimisedTheta}}) {
      const ThetaFit ours = fit_theta(series.history(), form), theirs = fit_of_forec_theta(kind, name, form);
      const auto adjusted = remove_season(series.history(), ours.season);
      const double best = fixed_line_error(adjusted, ours.first_level, ours.alpha, ours.trend_weight);
      const double parameters = form.optimise_theta ? 3 : 2;
      EXPECT_NEAR(best, ours.sigma2 * (static_cast<double>(adjusted.size()) - parameters), 1e-9 * best) << kind << name;
      EXPECT_LE(best, fixed_line_error(adjusted, theirs.first_level, theirs.alpha, theirs.trend_weight) * (1 + 1e-6))
          << kind << name;
      if (form.optimise_theta) continue;
      const auto mean = reference(kind, name, "mean");
      for (std::size_t step = 0; step < 8; ++step)  // its simplex stops with alpha in the fourth digit
        EXPECT_NEAR(predict(ours, series.history(), 8).mean[step], mean.at(step), 1e-4 * mean.at(step)) << name << step;
    }
}

TEST(Theta, AlphaStaysWithinTheBoundsOfThePaperAndTheVarianceKnowsItsParameters) {
  const auto& y = reference_series().at("yearly").values;
  const ThetaFit dynamic = fit_theta({y, 1}, kDynamicTheta);
  EXPECT_EQ(dynamic.trend_weight, 0.5);
  const double squares = squared_error(y, dynamic.first_level, dynamic.alpha, 0.5);
  EXPECT_NEAR(squares, dynamic.sigma2 * static_cast<double>(y.size() - 2), 1e-9 * squares);
  std::vector<double> noise, steps;
  for (int t = 0; t < 60; ++t) {
    noise.push_back(100 + std::sin(12.9898 * t * t));
    steps.push_back(t % 20 < 10 ? 100 : 200);
  }
  for (const ThetaForm form : {kStandardTheta, kOptimisedTheta, kDynamicTheta, kDynamicOptimisedTheta}) {
    EXPECT_NEAR(fit_theta({noise, 1}, form).alpha, 0.1, 1e-3);
    EXPECT_NEAR(fit_theta({steps, 1}, form).alpha, 0.99, 1e-3);
  }
}

TEST(Theta, AHighLevelDoesNotDrownItsNoise) {
  std::vector<double> low, high;
  for (int t = 0; t < 40; ++t) {
    low.push_back(std::ldexp(std::floor(1024 * std::sin(12.9898 * t * t)), -20));  // exact beside the level
    high.push_back(16'777'216 + low.back());
  }
  const double deviation = std::sqrt(fit_level(low).squared_error);
  EXPECT_NEAR(std::sqrt(fit_level(high).squared_error), deviation, 1e-6 * deviation);
  EXPECT_NEAR(fit_level(high).last_level - 16'777'216, fit_level(low).last_level, 1e-6 * deviation);
}

}  // namespace
}  // namespace klytics::forecast
