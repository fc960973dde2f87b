#include "analytics/forecast/models/decomposed.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "analytics/forecast/models/naive.h"
#include "analytics/forecast/models/theta.h"

namespace klytics::forecast {
namespace {

Prediction last_value(const History& rest, int horizon) { return seasonal_naive({rest.values, 1}, horizon); }

TEST(Decomposed, RepeatsASeasonThatDoesNotChange) {
  const std::vector<double> season{5, -2, 4, -7};
  std::vector<double> values;
  for (int t = 0; t < 40; ++t) values.push_back(50 + season[static_cast<std::size_t>(t % 4)]);
  const auto result = predict_decomposed({values, 4}, 6, last_value);
  EXPECT_FALSE(result.several_seasons);
  // STL is exact where the season repeats exactly: only rounding remains.
  for (std::size_t step = 0; step < 6; ++step)
    EXPECT_NEAR(result.prediction.mean[step], 50 + season[step % 4], 1e-9) << step;
}

TEST(Decomposed, TakesSeveralSeasonsAway) {
  std::vector<double> values;
  for (int t = 0; t < 3 * 365 + 28; ++t)
    values.push_back(100 + 20 * std::sin(2 * std::numbers::pi * t / 365) + (t % 7 == 3 ? 9 : 0));
  const std::span<const double> known = std::span(values).first(3 * 365);
  const std::vector<int> year{365};
  const auto result = predict_decomposed({known, 7, nullptr, nullptr, year}, 28, last_value);
  EXPECT_TRUE(result.several_seasons);
  EXPECT_FALSE(predict_decomposed({known, 7}, 28, last_value).several_seasons);
  // A yearly window of three rounds smooths a little: a tenth of the season's size is left.
  for (std::size_t step = 0; step < 28; ++step)
    EXPECT_NEAR(result.prediction.mean[step], values[3 * 365 + step], 2) << step;
}

TEST(Decomposed, WithoutASeasonIsTheModelOfTheRest) {
  const std::vector<double> values{3, 5, 4, 6, 7};
  EXPECT_NEAR(predict_decomposed({values, 1}, 2, last_value).prediction.mean[1], 7, 1e-12);
}

TEST(Decomposed, ThetaOfTheRestTakesItsLineAsKnown) {
  const std::vector<double> values{3, 5, 4, 6, 7, 5, 8, 9, 7, 11};
  std::vector<double> rest;
  predict_decomposed({values, 1}, 1, [&](const History& history, int steps) {
    rest.assign(history.values.begin(), history.values.end());
    return empty_prediction(steps);
  });
  const ThetaFit fit = fit_theta({rest, 1}, kDynamicOptimisedTheta);
  EXPECT_EQ(decomposed_theta({values, 1}, 6).deviation, predict(fit, {rest, 1}, 6, LineOf::kKnown).deviation);
  EXPECT_LT(decomposed_theta({values, 1}, 6).deviation[5], predict(fit, {rest, 1}, 6).deviation[5]);
}

}  // namespace
}  // namespace klytics::forecast
