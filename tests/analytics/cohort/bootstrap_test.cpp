#include "analytics/cohort/bootstrap.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <map>

namespace klytics::analytics {
namespace {

// Six standard deviations of a count: a fixed seed passes unless something is wrong by much less than it takes to
// matter.
double allowance(double trials, double probability) { return 6 * std::sqrt(trials * probability * (1 - probability)); }

TEST(Bootstrap, BinomialNumbersHaveTheRightFrequencies) {
  RandomBits random(1);
  constexpr int kRuns = 200'000;
  // 5 trials at 3/7: C(5, k) 3^k 4^(5-k) / 7^5.
  std::array<int, 6> counts{};
  for (int run = 0; run < kRuns; ++run) ++counts[static_cast<std::size_t>(binomial(5, 3, 7, random))];
  const std::array<double, 6> ways = {1024, 3840, 5760, 4320, 1620, 243};
  for (std::size_t k = 0; k < counts.size(); ++k) {
    const double probability = ways[k] / 16807;
    EXPECT_NEAR(counts[k], kRuns * probability, allowance(kRuns, probability)) << k;
  }
}

TEST(Bootstrap, BinomialNumbersOfManyTrialsHaveTheRightMeanAndVariance) {
  RandomBits random(2);
  constexpr int kRuns = 20'000;
  constexpr double kTrials = 1000, kProbability = 700'000.0 / 1'234'567;
  double sum = 0, squares = 0;
  for (int run = 0; run < kRuns; ++run) {
    const auto successes = static_cast<double>(binomial(1000, 700'000, 1'234'567, random)) - kTrials * kProbability;
    sum += successes;
    squares += successes * successes;
  }
  const double variance = kTrials * kProbability * (1 - kProbability);
  EXPECT_NEAR(sum / kRuns, 0, 6 * std::sqrt(variance / kRuns));
  EXPECT_NEAR(squares / kRuns, variance, 6 * variance * std::sqrt(2.0 / kRuns));
  EXPECT_EQ(binomial(1000, 0, 5, random), 0);
  EXPECT_EQ(binomial(0, 1, 2, random), 0);
}

// Three draws from 0, 1 and 10, of which the sum tells the draws apart: 3! / (a! b! c!) of 27 ways.
TEST(Bootstrap, EverySampleOfThreeIsAsLikelyAsItShouldBe) {
  const std::array<double, 3> values = {10, 0, 1};
  const Resampler resampler(values);
  const std::map<int, double> ways = {{0, 1},  {1, 3},  {2, 3},  {3, 1},  {10, 3},
                                      {11, 6}, {12, 3}, {20, 3}, {21, 3}, {30, 1}};
  RandomBits random(3);
  constexpr int kRuns = 200'000;
  std::map<int, int> counts;
  for (int run = 0; run < kRuns; ++run) ++counts[static_cast<int>(std::lround(3 * resampler.mean(random)))];
  for (const auto& [sum, count] : ways)
    EXPECT_NEAR(counts[sum], kRuns * count / 27, allowance(kRuns, count / 27)) << sum;
  EXPECT_EQ(counts.size(), ways.size());
}

// 5,003 is no power of two and larger than what is drawn from directly; every seventh value stands many times.
TEST(Bootstrap, MeansOfSamplesHaveTheMeanAndVarianceOfTheValues) {
  std::vector<double> values;
  for (int i = 0; i < 5003; ++i) values.push_back(i % 7 == 0 ? 100 : std::sqrt(i));
  double mean = 0, variance = 0;
  for (const double value : values) mean += value / static_cast<double>(values.size());
  for (const double value : values) variance += (value - mean) * (value - mean) / static_cast<double>(values.size());
  variance /= static_cast<double>(values.size());
  const Resampler resampler(values);
  RandomBits random(4);
  constexpr int kRuns = 4000;
  double sum = 0, squares = 0;
  for (int run = 0; run < kRuns; ++run) {
    const double difference = resampler.mean(random) - mean;
    sum += difference;
    squares += difference * difference;
  }
  EXPECT_NEAR(sum / kRuns, 0, 6 * std::sqrt(variance / kRuns));
  EXPECT_NEAR(squares / kRuns, variance, 6 * variance * std::sqrt(2.0 / kRuns));
}

TEST(Bootstrap, TheOrderOfTheValuesDoesNotMatter) {
  const std::array<double, 5> values = {5, 3, 3, 8, 1}, others = {1, 3, 8, 3, 5};
  RandomBits one(5), other(5);
  for (int run = 0; run < 10; ++run) EXPECT_EQ(Resampler(values).mean(one), Resampler(others).mean(other));
}

}  // namespace
}  // namespace klytics::analytics
