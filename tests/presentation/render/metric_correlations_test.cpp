#include "presentation/render/metric_correlations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>

#include "presentation/render/metric_contract.h"

namespace klytics::presentation {
namespace {

using nlohmann::json;
using testing::ElementsAre;

Date date(const char* text) { return parse_date(text).value(); }

const DateRange kJanuary{date("2026-01-01"), date("2026-01-31")};

MetricAnalysis metric(std::string id, std::vector<double> values, const char* first = "2026-01-01",
                      bool is_base = false) {
  return analyse_metric({.id = std::move(id),
                         .nature = MetricNature::kLevel,
                         .is_base = is_base,
                         .first = date(first),
                         .values = std::move(values)});
}

std::map<std::string, json> bodies(const std::vector<MetricAnalysis>& metrics, const DateRange& range) {
  std::map<std::string, json> all;
  const auto find = [&](const std::string& id) -> const MetricAnalysis& {
    return *std::ranges::find(metrics, id, &MetricAnalysis::id);
  };
  for (const std::string& pair : paired_ids(metrics)) {
    const std::size_t slash = pair.find('/');
    const std::string body = metric_correlation(find(pair.substr(0, slash)), find(pair.substr(slash + 1)), range);
    EXPECT_EQ(violations(contract::correlation(), body), std::vector<std::string>{}) << pair;
    all[pair] = json::parse(body);
  }
  EXPECT_EQ(violations(contract::correlations(), correlation_matrix(metrics, range)), std::vector<std::string>{});
  return all;
}

TEST(MetricCorrelations, EachPairIsThereInBothOrdersWithTheSameNumber) {
  const auto all = bodies({metric("a", {1, 2, 3, 4, 5, 7}), metric("b", {2, 4, 6, 8, 10, 9})}, kJanuary);
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all.at("b/a")["metric1Id"], "b");
  EXPECT_EQ(all.at("b/a")["metric2Id"], "a");
  // R: cor.test(c(1,2,3,4,5,7), c(2,4,6,8,10,9)) gives 0.9011271 and p = 0.01416.
  for (const char* pair : {"a/b", "b/a"}) {
    EXPECT_EQ(all.at(pair)["correlation"], 0.9011) << pair;
    EXPECT_EQ(all.at(pair)["pValue"], 0.0142) << pair;
    EXPECT_EQ(all.at(pair)["interpretation"], "strong positive correlation") << pair;
  }
  EXPECT_EQ(all.at("a/a")["correlation"], 1);
  EXPECT_EQ(all.at("a/a")["interpretation"], "the same metric");
}

TEST(MetricCorrelations, DaysCountWhenBothAreKnownInTheRange) {
  constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
  const std::vector<MetricAnalysis> metrics = {metric("a", {9, 9, 1, 2, 3, 4, 5}, "2025-12-30"),
                                               metric("b", {1, kMissing, 2, 3, 5, 8}, "2026-01-02")};
  const json pair = bodies(metrics, kJanuary).at("a/b");
  EXPECT_EQ(pair["series1Points"], 5);
  EXPECT_EQ(pair["series2Points"], 5);
  EXPECT_EQ(pair["alignedPoints"], 3);  // 2, 4 and 5 January
  EXPECT_EQ(pair["interpretation"], "not enough data");
  EXPECT_EQ(pair["correlation"], 0);
}

TEST(MetricCorrelations, AreWholeForMetricsWithoutValuesAndForConstants) {
  const std::vector<MetricAnalysis> metrics = {metric("none", {}), metric("constant", {5, 5, 5, 5, 5}),
                                               metric("rising", {1, 2, 3, 5, 4})};
  const auto all = bodies(metrics, kJanuary);
  EXPECT_EQ(all.size(), 9U);
  EXPECT_EQ(all.at("none/rising")["interpretation"], "not enough data");
  EXPECT_EQ(all.at("constant/rising")["interpretation"], "one of the metrics is constant");
  EXPECT_TRUE(bodies({}, kJanuary).empty());
}

TEST(MetricCorrelations, TheMatrixNamesWhatIsSignificantAmongAllPairsStrongestFirst) {
  std::vector<double> first, second, third, fourth;
  for (int i = 0; i < 31; ++i) {
    first.push_back(i);
    second.push_back(2 * i + i * 7 % 5);
    third.push_back(i * 13 % 31);
    fourth.push_back(-i + i * 17 % 13);
  }
  const std::vector<MetricAnalysis> metrics = {metric("a", first), metric("b", second), metric("c", third),
                                               metric("d", fourth)};
  const json matrix = json::parse(correlation_matrix(metrics, kJanuary));
  std::vector<std::string> significant;
  for (const json& pair : matrix["significant"])
    significant.push_back(pair["metric1Id"].get<std::string>() + pair["metric2Id"].get<std::string>());
  EXPECT_THAT(significant, ElementsAre("ab", "ad", "bd"));
  const auto all = bodies(metrics, kJanuary);
  EXPECT_EQ(matrix["matrix"][0][3], all.at("a/d")["correlation"]);
  EXPECT_GE(matrix["significant"][2]["adjustedPValue"], all.at("a/d")["pValue"]);
}

TEST(MetricCorrelations, OfMetricsOfKlaviyoThoseWithSomethingOnTheMostDaysArePaired) {
  std::vector<MetricAnalysis> metrics = {metric("orders", {0, 0, 0}, "2026-01-01", true)};
  constexpr std::size_t kMore = 3;
  for (std::size_t i = 0; i < kMostPaired + kMore; ++i) {
    std::vector<double> values(40, 0.0);
    for (std::size_t day = 0; day <= i; ++day) values[day] = 1;
    metrics.push_back(metric("m" + std::to_string(i), values));
  }
  const std::vector<bool> paired = paired_metrics(metrics);
  for (std::size_t i = 0; i < metrics.size(); ++i) EXPECT_EQ(paired[i], i == 0 || i > kMore) << metrics[i].id;
  const auto all = bodies(metrics, kJanuary);
  EXPECT_TRUE(all.contains("orders/m0") && all.contains("m0/orders") && all.contains("m0/m0"));
  EXPECT_TRUE(all.contains("m3/m4"));
  EXPECT_FALSE(all.contains("m0/m4"));
  // Itself, the one of the four both ways with each, and the pairs of those that are paired.
  EXPECT_EQ(all.size(), 1 + kMostPaired + kMore + 2 * (kMostPaired + kMore) + kMostPaired * (kMostPaired - 1));
}

}  // namespace
}  // namespace klytics::presentation
