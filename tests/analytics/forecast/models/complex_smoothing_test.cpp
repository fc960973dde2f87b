#include "analytics/forecast/models/complex_smoothing.h"

#include <gtest/gtest.h>

#include <cmath>

#include "analytics/forecast/reference.h"

namespace klytics::forecast {
namespace {

/// The squared error of the model without season, straight from its measurement and transition equations.
double squared_error(const std::vector<double>& y, double level, double potential, double a0, double a1) {
  double sum = 0;
  for (const double value : y) {
    const double error = value - level, old = level;
    sum += error * error;
    level = old - (1 - a1) * potential + (a0 - a1) * error;
    potential = old + (1 - a0) * potential + (a0 + a1) * error;
  }
  return sum;
}

TEST(ComplexSmoothing, TheFitIsAMinimumOfTheEquations) {
  const auto& y = reference_series().at("yearly").values;
  const auto fit = fit_complex_smoothing({y, 1}, ComplexSeason::kNone);
  const auto first = fit.first_states.at(0);
  const double best = squared_error(y, first.real(), first.imag(), fit.alpha.real(), fit.alpha.imag());
  EXPECT_NEAR(best, fit.sigma2 * (static_cast<double>(y.size()) - 4), 1e-6 * best);
  for (const double da : {-0.02, 0.0, 0.02})
    for (const double db : {-0.02, 0.0, 0.02})
      for (const double dl : {-5.0, 0.0, 5.0})
        for (const double dp : {-5.0, 0.0, 5.0})
          // the search stops when a step lowers n log(sum of squares) by less than 1e-5
          EXPECT_GE(
              squared_error(y, first.real() + dl, first.imag() + dp, fit.alpha.real() + da, fit.alpha.imag() + db),
              best * (1 - 1e-5));
}

TEST(ComplexSmoothing, EverySeasonalFormContinuesAPureSeason) {
  std::vector<double> values;
  for (int t = 0; t < 40; ++t) values.push_back(50 + 10 * (t % 4));
  for (const auto season : {ComplexSeason::kSimple, ComplexSeason::kPartial, ComplexSeason::kFull}) {
    const auto prediction = predict(fit_complex_smoothing({values, 4}, season), 6);
    for (int step = 0; step < 6; ++step)
      EXPECT_NEAR(prediction.mean[static_cast<std::size_t>(step)], 50 + 10 * (step % 4), 0.1) << to_string(season);
  }
}

TEST(ComplexSmoothing, ChoosesASeasonOnlyWhereThereIsOne) {
  EXPECT_EQ(fit_complex_smoothing(reference_series().at("yearly").history()).name(), "CES(none)");
  EXPECT_NE(fit_complex_smoothing(reference_series().at("monthly").history()).name(), "CES(none)");
}

TEST(ComplexSmoothing, DeviationsNeverFall) {
  const auto prediction = predict(fit_complex_smoothing(reference_series().at("quarterly").history()), 12);
  for (std::size_t step = 1; step < 12; ++step) EXPECT_GE(prediction.deviation[step], prediction.deviation[step - 1]);
}

}  // namespace
}  // namespace klytics::forecast
