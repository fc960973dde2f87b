#include "analytics/series/pelt.h"

#include <gtest/gtest.h>

#include "analytics/reference_table.h"
#include "analytics/series/changepoints.h"

#include <random>

namespace klytics::series {
namespace {

// Five penalties, costs and shortest stretches; R tries every split.
TEST(Pelt, FindsTheSplitOfLeastCost) {
  const auto values = analytics::own_table("series/partition_values.csv")->numbers("value");
  const auto expected = analytics::own_table("series/partitions.csv").value();
  std::map<std::vector<std::string>, std::vector<std::size_t>> splits;
  std::map<std::vector<std::string>, double> costs;
  for (std::size_t row = 0; row < expected.text("start").size(); ++row) {
    const std::vector<std::string> key{expected.text("change")[row], expected.text("penalty")[row],
                                       expected.text("shortest")[row]};
    splits[key].push_back(std::stoul(expected.text("start")[row]));
    costs[key] = std::stod(expected.text("cost")[row]);
  }
  ASSERT_EQ(splits.size(), 5U);
  for (const auto& [key, starts] : splits) {
    const Change change = key[0] == "mean" ? Change::kMean : Change::kMeanVariance;
    const auto found = pelt(values, change, std::stod(key[1]), std::stoul(key[2]));
    EXPECT_EQ(found, starts) << key[0] << " " << key[1] << " " << key[2];
    double cost = std::stod(key[1]) * double(found.size() - 1);
    for (std::size_t i = 0; i < found.size(); ++i) {
      const std::size_t end = i + 1 < found.size() ? found[i + 1] : values.size();
      cost += stretch_cost(std::span(values).subspan(found[i], end - found[i]), change);
    }
    EXPECT_NEAR(cost, costs.at(key), 1e-8) << key[0];  // sums of a few hundred terms up to 1e3
  }
}

TEST(Pelt, LeavesWholeWhatIsTooShortOrConstant) {
  EXPECT_EQ(pelt(std::vector<double>{1, 9, 1}, Change::kMean, 1, 2), std::vector<std::size_t>{0});
  EXPECT_EQ(pelt(std::vector<double>(50, 2.0), Change::kMeanVariance, 3), std::vector<std::size_t>{0});
}

std::vector<double> noise(std::size_t count, double memory, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  std::vector<double> values(count);
  double last = 0;
  for (double& value : values) value = last = memory * last + normal(random);
  return values;
}

TEST(Changepoints, FindStepsAndTheirEvidence) {
  std::vector<double> values = noise(200, 0, 1);
  for (std::size_t t = 0; t < 200; ++t) values[t] = 2 * values[t] + (t < 80 ? 100 : t < 150 ? 110 : 95);
  const auto found = changepoints(values, {});
  ASSERT_EQ(found.size(), 3U);
  EXPECT_NEAR(double(found[1].first), 80, 1);
  EXPECT_NEAR(double(found[2].first), 150, 1);
  EXPECT_NEAR(found[1].mean, 110, 1);  // four standard errors of 70 values
  EXPECT_NEAR(found[1].deviation, 2, 0.7);
  EXPECT_EQ(found[0].evidence, 0);
  EXPECT_GT(found[1].evidence, 1);
}

TEST(Changepoints, FindNoneInNoiseWithOrWithoutMemory) {
  int found = 0;
  for (unsigned seed = 1; seed <= 20; ++seed)
    for (const double memory : {0.0, 0.5, 0.8})
      for (const Change change : {Change::kMean, Change::kMeanVariance})
        found += changepoints(noise(300, memory, seed), {.change = change}).size() > 1 ? 1 : 0;
  EXPECT_LE(found, 8);  // of 120 series; of ten times as many four in a hundred
}

TEST(Changepoints, SeeAVarianceChangeOnlyWhenAsked) {
  std::vector<double> values = noise(300, 0, 4);
  for (std::size_t t = 150; t < 300; ++t) values[t] *= 5;
  const auto both = changepoints(values, {.change = Change::kMeanVariance});
  ASSERT_EQ(both.size(), 2U);
  EXPECT_NEAR(double(both[1].first), 150, 5);
}

TEST(Changepoints, OfAConstantAreNone) { EXPECT_EQ(changepoints(std::vector<double>(40, 7.0), {}).size(), 1U); }

}  // namespace
}  // namespace klytics::series
