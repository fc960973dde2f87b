#include "analytics/customer_value/shifted_beta_geometric.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "core/error.h"

namespace klytics::analytics {
namespace {

// The two cohorts of Fader and Hardie 2007: per cent surviving by year, seven of them fitted, and what the paper finds.
TEST(ShiftedBetaGeometric, FindsThePublishedParameters) {
  const Maximum regular =
      shifted_beta_geometric::fit(std::vector<double>{100, 63.1, 46.8, 38.2, 32.6, 28.9, 26.2, 24.1});
  EXPECT_NEAR(regular.parameters[0], 0.704, 0.0005);
  EXPECT_NEAR(regular.parameters[1], 1.182, 0.0005);
  const Maximum high_end =
      shifted_beta_geometric::fit(std::vector<double>{100, 86.9, 74.3, 65.3, 59.3, 55.1, 51.7, 49.1});
  EXPECT_NEAR(high_end.parameters[0], 0.668, 0.0005);
  EXPECT_NEAR(high_end.parameters[1], 3.806, 0.0005);
}

TEST(ShiftedBetaGeometric, SurvivalIsTheProductOfItsRetentionRates) {
  const std::vector<double> survival = shifted_beta_geometric::survival(Eigen::Vector2d(1, 1), 3);
  ASSERT_EQ(survival.size(), 4U);
  for (int t = 0; t <= 3; ++t) EXPECT_NEAR(survival[static_cast<std::size_t>(t)], 1.0 / (t + 1), 1e-15);
}

TEST(ShiftedBetaGeometric, RecoversTheParametersOfItsOwnSurvival) {
  const std::vector<double> survival = shifted_beta_geometric::survival(Eigen::Vector2d(0.7, 2.5), 9);
  const Maximum maximum = shifted_beta_geometric::fit(survival);
  EXPECT_NEAR(maximum.parameters[0], 0.7, 1e-7);
  EXPECT_NEAR(maximum.parameters[1], 2.5, 1e-7);
}

TEST(ShiftedBetaGeometric, RefusesCountsThatRiseOrSayNothing) {
  EXPECT_THROW(shifted_beta_geometric::fit(std::vector<double>{100, 110, 90}), Error);
  EXPECT_THROW(shifted_beta_geometric::fit(std::vector<double>{100, 90}), Error);
  EXPECT_THROW(shifted_beta_geometric::fit(std::vector<double>{100, 100, 100, 100}), Error);
  EXPECT_THROW(shifted_beta_geometric::fit(std::vector<double>{100, 100, 100}), Error);
  EXPECT_THROW(shifted_beta_geometric::fit(std::vector<double>{0, 0, 0}), Error);
}

}  // namespace
}  // namespace klytics::analytics
