#include "analytics/customer_value/shifted_beta_geometric.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "core/error.h"

namespace klytics::analytics {
namespace {

Maximum fit_counts(const std::vector<double>& survivors) {
  return shifted_beta_geometric::fit(renewals_of_counts(survivors));
}

// The two cohorts of Fader and Hardie 2007: per cent surviving by year, seven of them fitted, and what the paper finds.
TEST(ShiftedBetaGeometric, FindsThePublishedParameters) {
  const Maximum regular = fit_counts({100, 63.1, 46.8, 38.2, 32.6, 28.9, 26.2, 24.1});
  EXPECT_NEAR(regular.parameters[0], 0.704, 0.0005);
  EXPECT_NEAR(regular.parameters[1], 1.182, 0.0005);
  const Maximum high_end = fit_counts({100, 86.9, 74.3, 65.3, 59.3, 55.1, 51.7, 49.1});
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
  const Maximum maximum = fit_counts(survival);
  EXPECT_NEAR(maximum.parameters[0], 0.7, 1e-7);
  EXPECT_NEAR(maximum.parameters[1], 2.5, 1e-7);
}

// Cohorts of 1,000, 500 and 200 that are seen for four, three and one periods; R's optim finds these (BFGS, then
// Nelder-Mead to 1e-16) for sum(d * log(a / (a + b + i)) + (n - d) * log((b + i) / (a + b + i))), i from 0.
TEST(ShiftedBetaGeometric, FitsCohortsOfUnequalAgeTogether) {
  const std::vector<Renewal> renewals = {
      {1700, 369 + 165 + 60}, {631 + 335, 163 + 99}, {468 + 236, 86 + 36}, {382, 56}};
  const Maximum maximum = shifted_beta_geometric::fit(renewals);
  EXPECT_NEAR(maximum.parameters[0], 0.826525, 2e-6);  // optim's own precision
  EXPECT_NEAR(maximum.parameters[1], 1.510006, 2e-6);
  EXPECT_NEAR(maximum.log_likelihood, -2150.708753, 1e-6);
}

TEST(ShiftedBetaGeometric, RefusesCountsThatRiseOrSayNothing) {
  EXPECT_THROW(fit_counts({100, 110, 90}), Error);
  EXPECT_THROW(fit_counts({100, 90}), Error);
  EXPECT_THROW(fit_counts({100, 100, 100, 100}), Error);
  EXPECT_THROW(fit_counts({100, 100, 100}), Error);
  EXPECT_THROW(fit_counts({0, 0, 0}), Error);
}

}  // namespace
}  // namespace klytics::analytics
