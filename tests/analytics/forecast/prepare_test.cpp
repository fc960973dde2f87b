#include "analytics/forecast/prepare.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "analytics/forecast/reference.h"
#include "core/error.h"

namespace klytics::forecast {
namespace {

constexpr double kGap = std::numeric_limits<double>::quiet_NaN();

TEST(Prepare, AGapIsFilledByTheLineWithoutASeason) {
  const auto prepared = prepare(std::vector{1.0, kGap, kGap, 7.0}, 1);
  EXPECT_EQ(prepared.values, (std::vector<double>{1, 3, 5, 7}));
  EXPECT_EQ(prepared.gaps_filled, 2);
}

TEST(Prepare, AGapInAnExactSeasonIsFilledByTheSeason) {
  const std::vector<double> season{10, 50, 20, 30};
  std::vector<double> values;
  for (std::size_t t = 0; t < 16; ++t) values.push_back(season[t % 4] + static_cast<double>(t));
  std::vector<double> with_gap = values;
  with_gap[9] = kGap;
  EXPECT_NEAR(prepare(with_gap, 4).values[9], values[9], 1e-12);
}

TEST(Prepare, GapsAtTheEndsAndLeadingZerosAreLeftOut) {
  const auto prepared = prepare(std::vector{kGap, 0.0, 0.0, 4.0, 5.0, 0.0, 6.0, kGap}, 1);
  EXPECT_EQ(prepared.values, (std::vector<double>{4, 5, 0, 6}));
  EXPECT_EQ(prepared.leading_zeros_dropped, 2);
  EXPECT_EQ(prepared.gaps_filled, 0);
}

TEST(Prepare, ZerosStayWhenNothingElseIsThere) {
  EXPECT_EQ(prepare(std::vector{0.0, 0.0, 0.0}, 1).values, (std::vector<double>{0, 0, 0}));
  EXPECT_EQ(prepare(std::vector{0.0, 0.0, 0.0, 3.0}, 1).values.size(), 4U);
}

TEST(Prepare, AFilledCountIsNeverNegative) {
  const auto prepared = prepare(std::vector{9.0, 1.0, 9.0, 0.0, kGap, 0.0}, 2);
  EXPECT_GE(prepared.values[4], 0);
}

TEST(Prepare, NothingObservedIsAnError) { EXPECT_THROW(prepare(std::vector{kGap, kGap}, 1), Error); }

TEST(Prepare, ThePeriodIsFoundWhereThereIsOne) {
  EXPECT_EQ(detect_period(reference_series().at("monthly").values), 12);
  EXPECT_EQ(detect_period(reference_series().at("weekly").values), 7);
  EXPECT_EQ(detect_period(std::vector<double>{1, 2, 3, 4, 5, 6}), 1);
}

TEST(Prepare, LeadingZerosStayWhereFewerThanTwoSeasonsWouldRemain) {
  std::vector<double> values(30, 0.0);
  std::fill(values.begin() + 7, values.end(), 5.0);
  EXPECT_EQ(prepare(values, 12).leading_zeros_dropped, 0);  // 23 values are less than two years
  EXPECT_EQ(prepare(values, 11).leading_zeros_dropped, 7);
}

}  // namespace
}  // namespace klytics::forecast
