#include "analytics/decomposition/stl.h"

#include <gtest/gtest.h>

#include <cmath>

#include "analytics/decomposition/mstl.h"
#include "analytics/forecast/reference.h"
#include "analytics/reference_table.h"

namespace klytics::decomposition {
namespace {

using forecast::reference_series;

using analytics::own_table;

// Both round every operation to about 1e-16 of the values, which are below 1,000, over some hundred operations.
constexpr double kRounding = 1e-9;

/// R's part of a decomposition (tests/data/series, made by make_decompositions.R).
std::vector<double> part_of(const std::string& kind, const std::string& series, const std::string& part) {
  static const auto table = own_table("series/decompositions.csv").value();
  static const std::vector<double> all = table.numbers("value");
  std::vector<double> values;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (table.text("kind")[i] == kind && table.text("series")[i] == series && table.text("part")[i] == part)
      values.push_back(all[i]);
  return values;
}

void expect_equal(const std::vector<double>& ours, const std::vector<double>& theirs, const std::string& what) {
  ASSERT_EQ(ours.size(), theirs.size()) << what;
  ASSERT_FALSE(ours.empty()) << what;
  for (std::size_t t = 0; t < ours.size(); ++t) EXPECT_NEAR(ours[t], theirs[t], kRounding) << what << " " << t;
}

// An even number of values too, where R's robust weights rest on what its partial sort finds in place of the median.
TEST(Stl, EqualsStlOfR) {
  const std::map<std::string, StlOptions> kinds{
      {"periodic", {}},
      {"window7", {.seasonal_window = 7}},
      {"robust", {.robust = true}},
      {"robust_odd", {.seasonal_window = 7, .trend_window = 21, .robust = true}}};
  for (const std::string name : {"monthly", "quarterly", "weekly"})
    for (const auto& [kind, options] : kinds) {
      const auto& series = reference_series().at(name);
      ASSERT_EQ(series.values.size() % 2, 0U) << name;
      const auto values = std::span(series.values).subspan(kind == "robust_odd" ? 1 : 0);
      const auto parts = stl(values, series.period, options);
      expect_equal(parts.seasonal, part_of(kind, name, "seasonal"), name + " seasonal " + kind);
      expect_equal(parts.trend, part_of(kind, name, "trend"), name + " trend " + kind);
    }
}

/// Windows of hundreds of values, where the rim of the weights counts.
TEST(Stl, EqualsStlOfROverYearsOfDays) {
  std::vector<double> values;
  for (const auto& row : forecast::read_reference_rows("mstl_series.csv")) values.push_back(std::stod(row.at(1)));
  const auto parts = stl(values, 365, {.seasonal_window = 7});
  expect_equal(parts.seasonal, part_of("year", "long", "seasonal"), "seasonal");
  expect_equal(parts.trend, part_of("year", "long", "trend"), "trend");
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
  expect_equal(parts.trend, part_of("mstl", "long", "trend"), "trend");
  expect_equal(parts.seasonal[0], part_of("mstl", "long", "seasonal7"), "7");
  expect_equal(parts.seasonal[1], part_of("mstl", "long", "seasonal100"), "100");
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
