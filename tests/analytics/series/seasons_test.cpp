#include "analytics/series/seasons.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/error.h"

namespace klytics::series {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

TimeSeries daily(std::vector<double> values, MetricNature nature = MetricNature::kRatio) {
  return {"shop", nature, {.kind = forecast::TimeKind::kDate, .first = 20454}, std::move(values)};
}

TEST(FillByNature, GivesCountsAndMoneyZerosAndLeavesRatesMissing) {
  for (const auto nature : {MetricNature::kCount, MetricNature::kMoney}) {
    TimeSeries series = daily({kMissing, 2, kMissing, 3, kMissing}, nature);
    EXPECT_EQ(fill_by_nature(series), 2);
    EXPECT_TRUE(std::isnan(series.values[0]));  // before the metric began
    EXPECT_EQ(series.values[2], 0);
    EXPECT_EQ(series.values[4], 0);
  }
  for (const auto nature : {MetricNature::kLevel, MetricNature::kRatio}) {
    TimeSeries series = daily({1, kMissing, 3}, nature);
    EXPECT_EQ(fill_by_nature(series), 0);
    EXPECT_TRUE(std::isnan(series.values[1]));
  }
}

TEST(Complete, SaysWhatItFilledAndWhereItBegins) {
  const CompleteSeries series = complete(daily({kMissing, 1, kMissing, 3, kMissing}), 1);
  EXPECT_EQ(series.first, 1U);
  EXPECT_EQ(series.values, (std::vector<double>{1, 2, 3}));
  EXPECT_EQ(series.observed, (std::vector<bool>{true, false, true}));
  EXPECT_EQ(series.filled, 1);
  EXPECT_THROW(complete(daily({kMissing}), 1), Error);
}

TEST(ParseSeasons, TakesAutoNoneAndNumbers) {
  EXPECT_TRUE(parse_seasons("--period", "auto").detect);
  EXPECT_FALSE(parse_seasons("--period", "none").detect);
  EXPECT_EQ(parse_seasons("--period", "365,7,7").periods, (std::vector<int>{7, 365}));
  for (const char* text : {"", "1", "7,", "x", "7;9", "-7", "7.5"})
    EXPECT_THROW(parse_seasons("--period", text), Error) << text;
}

TEST(Split, TakesSeasonsAndTrendApart) {
  std::vector<double> values;
  for (int t = 0; t < 70; ++t) values.push_back(100 + t + (t % 7 == 5 ? 30 : 0));
  const SeasonalSeries found = split(daily(values), {});
  ASSERT_EQ(found.parts.periods, std::vector<int>{7});
  for (std::size_t t = 0; t < values.size(); ++t)
    EXPECT_NEAR(found.parts.trend[t] + found.parts.seasonal[0][t] + found.parts.remainder[t], values[t], 1e-9);
  EXPECT_TRUE(split(daily(values), {.seasons = {.detect = false, .periods = {}}}).parts.periods.empty());
}

TEST(Split, RefusesWhatCannotBe) {
  EXPECT_THROW(split(daily({1, 2, 3}), {}), Error);
  EXPECT_THROW(split(daily(std::vector<double>(14, 1.0)), {.seasons = {.detect = false, .periods = {7}}}), Error);
  EXPECT_THROW(split(daily(std::vector<double>(100, 1.0)),
                     {.seasons = {.detect = false, .periods = {7, 14}}, .seasonal_window = 0}),
               Error);
}

TEST(Split, OfAConstantIsTheConstant) {
  const SeasonalSeries found = split(daily(std::vector<double>(30, 5.0)), {.robust = true});
  EXPECT_TRUE(found.parts.periods.empty());
  for (const double value : found.parts.trend) EXPECT_NEAR(value, 5, 1e-12);
}

}  // namespace
}  // namespace klytics::series
