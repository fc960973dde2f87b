#include "analytics/forecast/models/decomposed.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>
#include <string>

#include "analytics/forecast/intervals/intervals.h"
#include "analytics/forecast/models/models.h"
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

TEST(Decomposed, ThetaIsThatOfTheRest) {
  const std::vector<double> values{3, 5, 4, 6, 7, 5, 8, 9, 7, 11};
  std::vector<double> rest;
  predict_decomposed({values, 1}, 1, [&](const History& history, int steps) {
    rest.assign(history.values.begin(), history.values.end());
    return empty_prediction(steps);
  });
  const ThetaFit fit = fit_theta({rest, 1}, kDynamicOptimisedTheta);
  EXPECT_EQ(decomposed_theta({values, 1}, 6).deviation, predict(fit, {rest, 1}, 6).deviation);
}

/// A level that wanders, a season of 12 whose phases drift by 0.4 a year, noise of 1.
std::vector<double> drifting_season(unsigned seed, int steps) {
  std::mt19937 random(seed);
  const auto normal = [&] {
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += static_cast<double>(random()) * 0x1p-32;  // the same with every library
    return sum;
  };
  std::vector<double> season(12), values;
  for (double& phase : season) phase = 3 * normal();
  double level = 50;
  for (int t = 0; t < steps; ++t) {
    double& phase = season[static_cast<std::size_t>(t % 12)];
    level += 0.2 * normal();
    phase += 0.4 * normal();
    values.push_back(level + phase + normal());
  }
  return values;
}

/// The share of the steps of two years after six that lie within the interval.
double coverage(double level, const std::string& model) {
  constexpr int kSeries = 150, kKnown = 72, kSteps = 24;
  int covered = 0;
  for (unsigned seed = 1; seed <= kSeries; ++seed) {
    const auto values = drifting_season(seed, kKnown + kSteps);
    const History history{std::span(values).first(kKnown), 12};
    const Interval interval = prediction_interval(find_model(model)->predict(history, kSteps).prediction, level);
    for (std::size_t step = 0; step < kSteps; ++step) {
      const double actual = values[kKnown + step];
      if (actual >= interval.lower[step] && actual <= interval.upper[step]) ++covered;
    }
  }
  return static_cast<double>(covered) / (kSeries * kSteps);
}

TEST(Decomposed, IntervalsKnowThatSeasonsChange) {
  // 3,600 steps of 150 series, whose steps err together: two points of standard error. Without what the season adds 80
  // % intervals cover 72 %.
  EXPECT_NEAR(coverage(0.80, "stl-ets"), 0.80, 0.04);
  EXPECT_NEAR(coverage(0.95, "stl-ets"), 0.95, 0.025);
}

TEST(Decomposed, SeasonsAddNothingWhereTheyRepeatExactlyAndMoreWithEachRound) {
  std::vector<double> same;
  for (int t = 0; t < 60; ++t) same.push_back(t % 4 == 1 ? 7 : 2);
  const std::vector<int> periods{4};
  for (const double variance : season_variances({same, 4}, decomposition::mstl(same, periods), 3))
    EXPECT_NEAR(variance, 0, 1e-12);
  const auto values = drifting_season(7, 120);
  const std::vector<int> year{12};
  for (const int size : {26, 40, 120}) {  // too few years for an earlier end, one, four
    const auto known = std::span(values).first(static_cast<std::size_t>(size));
    const auto variances = season_variances({known, 12}, decomposition::mstl(known, year), 4);
    EXPECT_GT(variances.front(), 0) << size;
    EXPECT_TRUE(std::ranges::is_sorted(variances)) << size;
  }
}

}  // namespace
}  // namespace klytics::forecast
