#include "analytics/series/generalised_esd.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "analytics/decomposition/stl.h"
#include "analytics/reference_table.h"
#include "analytics/series/robust_scale.h"

namespace klytics::series {
namespace {

TEST(GeneralisedEsd, TakesAwayWhatRTakesAwayInTheSameOrder) {
  const auto values = analytics::own_table("series/esd_values.csv")->numbers("value");
  const auto expected = analytics::own_table("series/esd.csv").value();
  const std::vector<std::string>& tails = expected.text("tails");
  for (const auto& [direction, name] :
       {std::pair{Direction::kBoth, "both"}, {Direction::kUp, "up"}, {Direction::kDown, "down"}}) {
    const auto found = generalised_esd(values, 30, 0.05, direction);
    ASSERT_EQ(std::ssize(found), std::ranges::count(tails, name)) << name;
    std::size_t row = std::size_t(std::ranges::find(tails, name) - tails.begin());
    for (const Outlier& outlier : found) {
      EXPECT_EQ(double(outlier.position), expected.numbers("position")[row]) << name;
      EXPECT_NEAR(std::abs(outlier.score), expected.numbers("statistic")[row], 1e-12) << name;  // a few roundings
      ++row;
    }
  }
}

TEST(GeneralisedEsd, FindsNothingInAConstantOrInTooFew) {
  EXPECT_TRUE(generalised_esd(std::vector<double>(50, 3.0), 10, 0.05).empty());
  EXPECT_TRUE(generalised_esd(std::vector<double>{1, 2}, 1, 0.05).empty());
  EXPECT_TRUE(generalised_esd({}, 1, 0.05).empty());
}

// The public data of the method's authors, with what their program finds in them.
TEST(GeneralisedEsd, FindsThe131AnomaliesOfTheTwitterData) {
  const auto raw = analytics::shared_table("twitter_raw_data.csv");
  const auto expected = analytics::shared_table("twitter_shesd_expected.csv");
  if (!raw || !expected) GTEST_SKIP() << "../shared is not here";
  std::vector<double> values = raw->numbers("count");
  const auto parts = decomposition::stl(values, 1440, {.robust = true});
  const double centre = median(values);
  for (std::size_t t = 0; t < values.size(); ++t) values[t] -= parts.seasonal[t] + centre;
  std::vector<double> positions;  // from 1
  for (const Outlier& outlier : generalised_esd(values, std::size_t(0.02 * double(values.size())), 0.05))
    positions.push_back(double(outlier.position) + 1);
  std::ranges::sort(positions);
  EXPECT_EQ(positions, expected->numbers("index"));
  EXPECT_EQ(positions.size(), 131U);
}

TEST(RobustScale, IsTheStandardDeviationOfNormalValues) {
  EXPECT_EQ(median({3, 1, 2}), 2);
  EXPECT_EQ(median({4, 1, 3, 2}), 2.5);
  EXPECT_NEAR(robust_scale(std::vector<double>{1, 2, 3, 4, 100}, 3), 1.4826, 1e-12);
  EXPECT_NEAR(robust_scale(std::vector<double>{5, 5, 5, 5, 10}, 5), 1.2533,
              1e-12);  // most are equal: the mean distance
  EXPECT_EQ(robust_scale(std::vector<double>{5, 5, 5}, 5), 0);
}

}  // namespace
}  // namespace klytics::series
