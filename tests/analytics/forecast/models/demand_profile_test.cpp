#include "analytics/forecast/models/demand_profile.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "analytics/forecast/intervals/intervals.h"

namespace klytics::forecast {
namespace {

/// One sale or none a step, with a likelihood that depends on the phase.
std::vector<double> sales(const std::vector<double>& likelihood, int steps, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<double> values;
  for (int t = 0; t < steps; ++t)
    values.push_back(random() < likelihood[static_cast<std::size_t>(t) % likelihood.size()] * 0x1p32 ? 1 : 0);
  return values;
}

const std::vector<double> kByDay{0, 0, 0.02, 0.1, 0.3, 0.4, 0.5, 0.3};  // mean 0.2025

TEST(DemandProfile, GivesEachPhaseItsShare) {
  constexpr int kSeasons = 400;
  const auto values = sales(kByDay, 8 * kSeasons, 1);
  const auto profile = demand_profile({values, 8});
  ASSERT_TRUE(profile);
  EXPECT_NEAR(std::accumulate(profile->shares.begin(), profile->shares.end(), 0.0), 1, 1e-12);
  for (std::size_t phase = 0; phase < 8; ++phase) {
    const double share = kByDay[phase] / (8 * 0.2025);
    // Four standard errors of a mean of 400, and what noise draws it towards the others.
    const double error = 4 * std::sqrt(kByDay[phase] * (1 - kByDay[phase]) / kSeasons) / (8 * 0.2025);
    EXPECT_NEAR(profile->shares[phase], share, error + 0.005) << phase;
  }
}

TEST(DemandProfile, BeginsWithThePhaseAfterTheHistory) {
  const auto values = sales(kByDay, 8 * 50 + 3, 2);
  const auto profile = demand_profile({values, 8});
  ASSERT_TRUE(profile);
  const std::size_t busiest =
      static_cast<std::size_t>(std::ranges::max_element(profile->shares) - profile->shares.begin());
  EXPECT_NEAR(static_cast<double>(busiest + 3), 5.5, 1.5);  // phases 4 to 7 sell, the sixth most
}

TEST(DemandProfile, FewSeasonsAreDrawnTowardsEqualShares) {
  const auto many = demand_profile({sales(kByDay, 8 * 400, 3), 8});
  const auto values = sales(kByDay, 8 * 12, 3);
  const auto few = demand_profile({values, 8});
  ASSERT_TRUE(many && few);
  EXPECT_LT(many->shares[0], 0.002);
  EXPECT_GT(few->shares[0], many->shares[0]);
}

TEST(DemandProfile, IsNoneWhereNoPhaseSellsMore) {
  int found = 0;
  for (unsigned seed = 1; seed <= 200; ++seed)
    if (demand_profile({sales({0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2}, 7 * 30, seed), 7})) ++found;
  EXPECT_LE(found, 2);  // 0.2 are expected, of one history in a thousand
  EXPECT_FALSE(demand_profile({std::vector<double>(70, 0.0), 7}));
  EXPECT_FALSE(demand_profile({sales(kByDay, 8 * 5, 1), 8}));
  EXPECT_FALSE(demand_profile({sales(kByDay, 800, 1), 1}));
}

TEST(DemandProfile, SplitsWholeSeasons) {
  const auto values = sales(kByDay, 8 * 100, 4);
  const History history{values, 8};
  const auto profile = demand_profile(history);
  ASSERT_TRUE(profile);
  const Prediction prediction = split_totals({{2, 3}, {1, 1}, {}}, *profile, history, 12);
  EXPECT_NEAR(std::accumulate(prediction.mean.begin(), prediction.mean.begin() + 8, 0.0), 2, 1e-12);
  EXPECT_NEAR(prediction.mean[9], 3 * profile->shares[1], 1e-12);
  const Interval interval = prediction_interval(prediction, 0.95);
  EXPECT_LT(interval.upper[0], 0.1);  // never a sale in the first phase
  for (const double level : {0.80, 0.95})
    for (const std::size_t quiet : {0, 1, 2, 3})  // most often none
      EXPECT_LE(prediction_interval(prediction, level).lower[quiet], 0) << quiet;
  EXPECT_GE(interval.upper[6], 1);  // one in two in the seventh
}

}  // namespace
}  // namespace klytics::forecast
