#include "analytics/decomposition/stl.h"

#include <gtest/gtest.h>

#include <cmath>

#include "analytics/decomposition/mstl.h"
#include "analytics/forecast/reference.h"

namespace klytics::decomposition {
namespace {

using forecast::reference;
using forecast::reference_series;

// R prints ten digits of values below 1,000: half a unit of the tenth digit is 5e-8.
constexpr double kPrinted = 6e-8;

TEST(Stl, EqualsStlOfR) {
  for (const std::string name : {"monthly", "quarterly", "weekly"}) {
    const auto& series = reference_series().at(name);
    for (const bool robust : {false, true}) {
      const auto seasonal = reference("stl", name, robust ? "seasonal.robust" : "seasonal");
      const auto trend = reference("stl", name, robust ? "trend.robust" : "trend");
      ASSERT_GE(trend.size() + 1, series.values.size());
      const auto parts = stl(std::span(series.values).first(trend.size()), series.period,
                             {.seasonal_window = robust ? 7 : 0, .robust = robust});
      for (std::size_t t = 0; t < trend.size(); ++t) {
        EXPECT_NEAR(parts.seasonal[t], seasonal[t], kPrinted) << name << " " << robust << " " << t;
        EXPECT_NEAR(parts.trend[t], trend[t], kPrinted) << name << " " << robust << " " << t;
      }
    }
  }
}

TEST(Stl, ThePartsAddUpToTheValues) {
  const auto& series = reference_series().at("monthly");
  const auto parts = stl(series.values, 12, {.seasonal_window = 9, .every_point = true});
  for (std::size_t t = 0; t < series.values.size(); ++t)
    EXPECT_NEAR(parts.seasonal[t] + parts.trend[t] + parts.remainder[t], series.values[t], 1e-9);
}

TEST(Stl, ARobustFitDoesNotBelieveASpike) {
  std::vector<double> values;
  for (int t = 0; t < 70; ++t) values.push_back(100 + t + 10 * (t % 7) + (t % 3));
  values[40] += 500;
  const auto parts = stl(values, 7, {.robust = true});
  EXPECT_EQ(parts.weights[40], 0);
  EXPECT_NEAR(parts.remainder[40], 500, 5);
  EXPECT_LT(std::abs(parts.remainder[33]), 5);
}

TEST(Mstl, EqualsMstlOfR) {
  std::vector<double> values;
  for (const auto& row : forecast::read_reference_rows("mstl_series.csv")) values.push_back(std::stod(row.at(1)));
  const std::vector<int> periods{100, 7};
  const auto parts = mstl(values, periods);
  ASSERT_EQ(parts.periods, (std::vector<int>{7, 100}));
  const auto trend = reference("mstl", "long", "trend");
  const auto week = reference("mstl", "long", "seasonal7");
  const auto year = reference("mstl", "long", "seasonal100");
  for (std::size_t t = 0; t < values.size(); ++t) {
    EXPECT_NEAR(parts.trend[t], trend[t], kPrinted) << t;
    EXPECT_NEAR(parts.seasonal[0][t], week[t], kPrinted) << t;
    EXPECT_NEAR(parts.seasonal[1][t], year[t], kPrinted) << t;
  }
}

TEST(Mstl, LeavesOutSeasonsThatDoNotFitTwice) {
  const std::vector<double> values{1, 2, 3, 1, 2, 3, 1, 2, 3};
  const std::vector<int> periods{3, 52};
  EXPECT_EQ(mstl(values, periods).periods, std::vector<int>{3});
  const std::vector<int> long_only{52};
  const auto parts = mstl(values, long_only);
  EXPECT_TRUE(parts.periods.empty());
  EXPECT_NEAR(parts.trend[4] + parts.remainder[4], 2, 1e-12);
}

}  // namespace
}  // namespace klytics::decomposition
