#include "analytics/decomposition/periods.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

namespace klytics::decomposition {
namespace {

std::vector<double> noise(std::size_t count, double deviation, unsigned seed = 3) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal(0, deviation);
  std::vector<double> values(count);
  for (double& value : values) value = normal(random);
  return values;
}

std::vector<double> wave(std::size_t count, int period, double height, double slope = 0) {
  std::vector<double> values = noise(count, 1);
  for (std::size_t t = 0; t < count; ++t)
    values[t] += height * std::sin(2 * std::numbers::pi * double(t) / period) + slope * double(t);
  return values;
}

TEST(ConfirmedPeriods, AreThoseThatTheSeriesHas) {
  std::vector<double> both = wave(900, 7, 5);
  for (std::size_t t = 0; t < both.size(); ++t) both[t] += 8 * std::sin(2 * std::numbers::pi * double(t) / 365);
  const std::vector<int> candidates{7, 365};
  EXPECT_EQ(confirmed_periods(both, candidates), candidates);
  EXPECT_EQ(confirmed_periods(wave(900, 7, 5, 0.3), candidates), std::vector<int>{7});
  EXPECT_TRUE(confirmed_periods(noise(900, 1), candidates).empty());
}

TEST(ConfirmedPeriods, MustFitTwice) {
  const std::vector<int> week{7};
  EXPECT_TRUE(confirmed_periods(wave(14, 7, 50), week).empty());
  EXPECT_EQ(confirmed_periods(wave(28, 7, 50), week), week);
}

TEST(SearchPeriod, FindsAnySeasonAndNotItsMultiples) {
  for (const int period : {5, 12, 31, 100}) EXPECT_EQ(search_period(wave(600, period, 6)), period) << period;
  EXPECT_EQ(search_period(wave(600, 24, 6, 0.2)), 24);
}

TEST(SearchPeriod, FindsNoneInNoiseALineOrAConstant) {
  for (unsigned seed = 1; seed <= 5; ++seed) EXPECT_EQ(search_period(noise(400, 1, seed)), 1) << seed;
  EXPECT_EQ(search_period(std::vector<double>(100, 4.0)), 1);
  std::vector<double> line;
  for (int t = 0; t < 100; ++t) line.push_back(3 + 2 * t);
  EXPECT_EQ(search_period(line), 1);
}

TEST(Strength, IsTheShareOfTheVariance) {
  const std::vector<double> part{1, -1, 1, -1}, none(4, 0.0), rest{1, 1, -1, -1};
  EXPECT_EQ(strength(part, none), 1);
  EXPECT_EQ(strength(part, rest), 0.5);  // uncorrelated and of equal variance
  EXPECT_EQ(strength(none, rest), 0);
  EXPECT_EQ(strength(none, none), 0);
}

}  // namespace
}  // namespace klytics::decomposition
