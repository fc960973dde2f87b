#include "presentation/render/metric_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "presentation/render/metric_contract.h"

namespace klytics::presentation {
namespace {

using nlohmann::json;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

Date date(const char* text) { return parse_date(text).value(); }

std::vector<double> weeks(std::size_t days) {
  std::vector<double> values;
  for (std::size_t i = 0; i < days; ++i) values.push_back(10.0 * static_cast<double>(i % 7) + 5);
  return values;
}

MetricAnalysis analysed(std::vector<double> values, MetricNature nature = MetricNature::kMoney) {
  return analyse_metric({.id = "revenue",
                         .title = "Revenue",
                         .nature = nature,
                         .is_base = true,
                         .first = date("2026-01-01"),
                         .values = std::move(values)});
}

TEST(MetricAnalysis, ThePartsSumToTheValues) {
  std::vector<double> values = weeks(60);
  values[30] = 400;
  const MetricAnalysis metric = analysed(values);
  ASSERT_EQ(metric.trend.size(), 60U);
  for (std::size_t i = 0; i < values.size(); ++i)
    // Sums of four numbers of this size are rounded by less.
    EXPECT_NEAR(metric.trend[i] + metric.seasonal[i] + metric.residual[i], values[i], 1e-9);
  EXPECT_GT(metric.residual[30], 200);
}

TEST(MetricAnalysis, AShortHistoryHasNoSeasonAndAShorterOneIsItsTrend) {
  for (const std::size_t days : {1U, 3U, 10U}) {
    const MetricAnalysis metric = analysed(weeks(days));
    for (const double value : metric.seasonal) EXPECT_EQ(value, 0);
    ASSERT_EQ(metric.trend.size(), days);
    if (days < 4) {
      EXPECT_EQ(metric.trend, metric.values);
    }
  }
}

TEST(MetricAnalysis, GapsAreFilledAndEndsDropped) {
  const MetricAnalysis metric = analysed({kMissing, kMissing, 5, kMissing, 7, kMissing}, MetricNature::kLevel);
  EXPECT_EQ(metric.first, date("2026-01-03"));
  EXPECT_EQ(metric.values, (std::vector<double>{5, 6, 7}));
}

TEST(MetricFiles, ARangeCutsTheHistory) {
  const MetricAnalysis metric = analysed(weeks(31));
  const json body = json::parse(metric_timeseries(metric, {date("2025-12-25"), date("2026-01-07")}));
  EXPECT_EQ(body["totalPoints"], 7);
  EXPECT_EQ(body["points"][0], (json{{"timestamp", "2026-01-01T00:00:00Z"}, {"value", 5}}));
  EXPECT_EQ(body["points"][6]["timestamp"], "2026-01-07T00:00:00Z");
  EXPECT_EQ(body["dateRange"], (json{{"start", "2025-12-25"}, {"end", "2026-01-07"}}));
  for (const DateRange& outside :
       {DateRange{date("2025-01-01"), date("2025-02-01")}, {date("2027-01-01"), date("2027-02-01")}})
    EXPECT_EQ(json::parse(metric_timeseries(metric, outside))["totalPoints"], 0);
}

TEST(MetricFiles, WhatWasFilledInForThePartsIsNoPoint) {
  const MetricAnalysis metric = analysed({5, kMissing, 7, 8}, MetricNature::kLevel);
  const DateRange range{date("2026-01-01"), date("2026-01-03")};
  const json points = json::parse(metric_timeseries(metric, range))["points"];
  EXPECT_EQ(points, json::parse(metric_decomposition(metric, range))["decomposition"]["original"]);
  ASSERT_EQ(points.size(), 2U);
  EXPECT_EQ(points[1], (json{{"timestamp", "2026-01-03T00:00:00Z"}, {"value", 7}}));
}

TEST(MetricFiles, LongSeriesAreThinnedAtTheSameTimesInEveryPart) {
  const MetricAnalysis metric = analysed(weeks(2500));
  const json body = json::parse(metric_decomposition(metric, {date("2026-01-01"), date("2040-01-01")}));
  EXPECT_EQ(body["totalPoints"], 2500);
  EXPECT_EQ(body["downsampledPoints"], 1000);
  EXPECT_EQ(body["wasDownsampled"], true);
  for (const char* part : {"trend", "seasonal", "residual"})
    for (std::size_t i = 0; i < 1000; i += 99)
      EXPECT_EQ(body["decomposition"][part][i]["timestamp"], body["decomposition"]["original"][i]["timestamp"]);
}

// Weeks with a little noise that repeats after eleven days.
std::vector<double> noisy_weeks(std::size_t days) {
  std::vector<double> values = weeks(days);
  for (std::size_t i = 0; i < days; ++i) values[i] += static_cast<double>(i * 37 % 11);
  return values;
}

TEST(MetricFiles, AnomaliesOfTheHistoryAreShownInTheRangeTheyLieIn) {
  std::vector<double> values = noisy_weeks(120);
  values[100] = 900;  // 2026-04-11
  const MetricAnalysis metric = analysed(values);
  const json april = json::parse(metric_anomalies(metric, {date("2026-04-01"), date("2026-04-30")}));
  ASSERT_EQ(april["anomalyCount"], 1);
  const json& anomaly = april["anomalies"][0];
  EXPECT_EQ(anomaly["timestamp"], "2026-04-11T00:00:00Z");
  EXPECT_EQ(anomaly["value"], 900);
  EXPECT_GT(anomaly["zscore"].get<double>(), kAnomalyThreshold);
  EXPECT_EQ(anomaly["kind"], "spike");
  EXPECT_THAT(anomaly["message"].get<std::string>(), testing::StartsWith("revenue on 2026-04-11 was "));
  EXPECT_EQ(april["totalPoints"], 30);
  EXPECT_EQ(april["anomalyPercentage"], "3.33%");
  const json march = json::parse(metric_anomalies(metric, {date("2026-03-01"), date("2026-03-31")}));
  EXPECT_EQ(march["anomalyCount"], 0);
  EXPECT_EQ(march["anomalyPercentage"], "0.00%");
}

TEST(MetricFiles, ALevelShiftBelowTheThresholdIsNoAnomaly) {
  MetricAnalysis metric = analysed(noisy_weeks(60));
  metric.anomalies = {{date("2026-02-01"), 5, 9, -2.33, "level shift", "revenue fell"},
                      {date("2026-02-02"), 5, 9, -3, "level shift", "revenue fell"}};
  const json body = json::parse(metric_anomalies(metric, {date("2026-02-01"), date("2026-02-28")}));
  ASSERT_EQ(body["anomalyCount"], 1);
  EXPECT_EQ(body["anomalies"][0]["zscore"], -3);
}

TEST(MetricFiles, EntropyIsThatOfTheRangeWhenItIsLongEnough) {
  const MetricAnalysis metric = analysed(noisy_weeks(300));
  const auto body = [&](const char* first, const char* last) {
    return json::parse(metric_entropy(metric, {date(first), date(last)}));
  };
  const json range = body("2026-03-01", "2026-08-31");
  EXPECT_EQ(range["basis"], "range");
  EXPECT_EQ(range["points"], 184);
  const std::span<const double> days = std::span(metric.values).subspan(59, 184);
  EXPECT_NEAR(range["entropy"].get<double>(), daily_entropy(days).value(), 5e-5);  // four decimals
  const json week = body("2026-10-21", "2026-10-27");
  EXPECT_EQ(week["basis"], "history");
  EXPECT_EQ(week["points"], 300);
  EXPECT_NEAR(week["entropy"].get<double>(), metric.entropy.value(), 5e-5);
  EXPECT_EQ(week["interpretation"], body("2020-01-01", "2026-12-31")["interpretation"]);
  EXPECT_EQ(body("2025-01-01", "2025-12-31")["interpretation"], "not enough data");
}

TEST(MetricFiles, AConstantMetricIsRegularAndHasNoAnomalies) {
  const MetricAnalysis metric = analysed(std::vector<double>(60, 5));
  EXPECT_TRUE(metric.anomalies.empty());
  EXPECT_EQ(json::parse(metric_entropy(metric, {date("2026-01-01"), date("2026-02-01")}))["interpretation"], "regular");
}

TEST(MetricFiles, EveryBodyKeepsToTheContractHoweverShortTheHistory) {
  const DateRange range{date("2026-01-01"), date("2026-12-31")};
  for (const std::size_t days : {0U, 1U, 2U, 5U, 8U, 15U, 400U}) {
    const MetricAnalysis metric = analysed(weeks(days));
    EXPECT_EQ(violations(contract::timeseries(), metric_timeseries(metric, range)), std::vector<std::string>{});
    EXPECT_EQ(violations(contract::decomposition(), metric_decomposition(metric, range)), std::vector<std::string>{});
    EXPECT_EQ(violations(contract::anomalies(), metric_anomalies(metric, range)), std::vector<std::string>{});
    EXPECT_EQ(violations(contract::entropy(), metric_entropy(metric, range)), std::vector<std::string>{});
  }
}

}  // namespace
}  // namespace klytics::presentation
