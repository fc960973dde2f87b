#include "analytics/forecast/models/error_shares.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace klytics::forecast {
namespace {

TEST(ErrorShares, FallWithTheErrorAndAddUpToOne) {
  const auto shares = shares_by_error({4.1, 4.0, 6.0});
  EXPECT_NEAR(shares[0] / shares[1], std::exp(-1.0), 1e-12);  // an error larger by a fortieth
  EXPECT_LT(shares[2], 1e-8);
  EXPECT_NEAR(std::accumulate(shares.begin(), shares.end(), 0.0), 1, 1e-12);
}

TEST(ErrorShares, OfForecastsWithoutErrorTheFirstCountsAlone) {
  EXPECT_EQ(shares_by_error({1, 0, 0}), (std::vector<double>{0, 1, 0}));
}

}  // namespace
}  // namespace klytics::forecast
