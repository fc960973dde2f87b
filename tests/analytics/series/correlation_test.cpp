#include "analytics/series/correlation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "analytics/reference_table.h"
#include "analytics/series/aligned.h"
#include "analytics/series/sample_entropy.h"
#include "core/error.h"

namespace klytics::series {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr double kRounding = 1e-12;  // sums of sixty products of numbers below 1

TEST(Correlation, EqualsThatOfR) {
  const auto values = analytics::own_table("series/correlation_values.csv").value();
  const auto expected = analytics::own_table("series/correlations.csv").value();
  std::vector<double> p_values;
  for (std::size_t row = 0; row < expected.text("first").size(); ++row) {
    const auto first = values.numbers(expected.text("first")[row]),
               second = values.numbers(expected.text("second")[row]);
    const auto number = [&](const std::string& column) { return expected.numbers(column)[row]; };
    const Correlation pearson = series::pearson(first, second).value();
    EXPECT_NEAR(pearson.coefficient, number("pearson"), kRounding);
    EXPECT_NEAR(pearson.p_value, number("p_pearson"), kRounding);
    EXPECT_NEAR(pearson.low, number("low"), kRounding);
    EXPECT_NEAR(pearson.high, number("high"), kRounding);
    const Correlation spearman = series::spearman(first, second).value();
    EXPECT_NEAR(spearman.coefficient, number("spearman"), kRounding);
    EXPECT_NEAR(spearman.p_value, number("p_spearman"), kRounding);
    const auto lags = cross_correlations(first, second, 6);
    ASSERT_EQ(lags.size(), 13U);
    for (std::size_t i = 0; i < lags.size(); ++i)  // R's lag k is ours -k
      EXPECT_NEAR(lags[12 - i], number("lag" + std::to_string(i)), kRounding) << i;
    p_values.push_back(pearson.p_value);
  }
  const auto adjusted = adjusted_p_values(p_values);
  for (std::size_t row = 0; row < adjusted.size(); ++row)
    EXPECT_NEAR(adjusted[row], expected.numbers("adjusted")[row], kRounding);
}

TEST(Correlation, FindsWhichSeriesFollows) {
  std::mt19937 random(3);
  std::normal_distribution<double> normal;
  std::vector<double> leader, follower(3, 0.0);
  for (int t = 0; t < 100; ++t) leader.push_back(normal(random));
  for (int t = 0; t < 97; ++t) follower.push_back(-2 * leader[std::size_t(t)] + 0.1 * normal(random));
  const LaggedCorrelation best = best_lag(leader, follower, 10).value();
  EXPECT_EQ(best.lag, 3);
  EXPECT_LT(best.coefficient, -0.9);
  EXPECT_LT(best.p_value, 1e-6);
  EXPECT_EQ(best_lag(follower, leader, 10)->lag, -3);
}

TEST(Correlation, LeavesOutMissingPairsAndRefusesConstants) {
  const std::vector<double> a{1, 2, kMissing, 4, 5, 6}, b{2, 4, 6, kMissing, 10, 12}, constant(6, 3.0);
  EXPECT_EQ(pearson(a, b)->count, 4U);
  EXPECT_NEAR(pearson(a, b)->coefficient, 1, kRounding);
  EXPECT_FALSE(pearson(a, constant));
  EXPECT_FALSE(spearman(constant, a));
  EXPECT_FALSE(best_lag(a, constant, 2));
  EXPECT_FALSE(pearson(std::vector<double>{1, 2, 3}, std::vector<double>{1, 2, 4}));
}

// Unrelated walks correlate by chance; growing ones always. With the trend taken out and memory counted they seldom do.
TEST(Correlation, OfGrowingSeriesIsNoneWithoutTheirTrends) {
  int related = 0, detrended = 0;
  for (unsigned seed = 1; seed <= 40; ++seed) {
    std::mt19937 random(seed);
    std::normal_distribution<double> normal;
    TimeSeries a{"a", MetricNature::kMoney, {.kind = forecast::TimeKind::kDate, .first = 20000}, {}}, b = a;
    double wander_a = 0, wander_b = 0;
    for (int t = 0; t < 200; ++t) {
      wander_a = 0.6 * wander_a + normal(random);
      wander_b = 0.6 * wander_b + normal(random);
      a.values.push_back(100 + 0.1 * t + wander_a);
      b.values.push_back(50 + 0.1 * t + wander_b);
    }
    related += pearson(a.values, b.values)->p_value < 0.01 ? 1 : 0;
    const Aligned rest = align(without_trend(a), without_trend(b));
    detrended += pearson(rest.first, rest.second, true)->p_value < 0.01 ? 1 : 0;
  }
  EXPECT_EQ(related, 40);
  EXPECT_LE(detrended, 2);  // 0.4 are expected; three or more happen once in a hundred times
}

TEST(Align, TakesTheTimesThatBothHave) {
  const TimeSeries a{"a", MetricNature::kMoney, {.kind = forecast::TimeKind::kDate, .first = 10}, {1, 2, 3, 4}};
  const TimeSeries b{"b", MetricNature::kMoney, {.kind = forecast::TimeKind::kDate, .first = 12}, {5, 6, 7}};
  const Aligned both = align(a, b);
  EXPECT_EQ(both.first, (std::vector<double>{3, 4}));
  EXPECT_EQ(both.second, (std::vector<double>{5, 6}));
  TimeSeries weekly = b;
  weekly.axis.step = 7;
  EXPECT_THROW(align(a, weekly), Error);
  TimeSeries later = b;
  later.axis.first = 100;
  EXPECT_THROW(align(a, later), Error);
}

TEST(SampleEntropy, EqualsThatOfPracma) {
  const auto values = analytics::own_table("series/entropy_values.csv").value();
  const auto expected = analytics::own_table("series/entropy.csv").value();
  for (std::size_t row = 0; row < expected.text("series").size(); ++row) {
    const auto series = values.numbers(expected.text("series")[row]);
    const double reach = expected.numbers("tolerance")[row] * standard_deviation(series);
    const auto entropy = sample_entropy(series, int(expected.numbers("dimension")[row]), reach);
    if (expected.text("entropy")[row] == "Inf")
      EXPECT_FALSE(entropy) << row;
    else
      EXPECT_NEAR(entropy.value(), expected.numbers("entropy")[row], kRounding) << row;
  }
}

TEST(SampleEntropy, OfAPatternIsZeroAndOfTooFewNothing) {
  std::vector<double> pattern;
  for (int t = 0; t < 60; ++t) pattern.push_back(t % 3);
  EXPECT_NEAR(sample_entropy(pattern, 2, 0.1).value(), 0, 0.06);  // the last pair is left out
  EXPECT_FALSE(sample_entropy(std::vector<double>{1, 2, 1}, 2, 1));
  EXPECT_EQ(entropy_text(0.1), "regular");
  EXPECT_EQ(entropy_text(2.2), "irregular");
}

}  // namespace
}  // namespace klytics::series
