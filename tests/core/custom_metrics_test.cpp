#include "core/custom_metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "core/error.h"

namespace klytics {
namespace {

using testing::ElementsAre;

std::string complaint(const std::vector<MetricDefinition>& definitions) {
  try {
    const CustomMetrics metrics(definitions);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kConfiguration);
    return std::string(error.what()) + " | " + error.hint();
  }
  return "no complaint";
}

TEST(CustomMetrics, AreComputedFromBaseMetricsAndFromEachOther) {
  const CustomMetrics metrics(
      {{"per_hundred", "100 * aov / [Viewed Product]", "f:1:1"}, {"aov", "revenue / orders", "f:2:1"}});
  EXPECT_THAT(metrics.inputs_of("per_hundred"), ElementsAre("revenue", "orders", "[Viewed Product]"));
  const std::map<std::string, double> values = {{"revenue", 30}, {"orders", 2}, {"[Viewed Product]", 50}};
  const auto value_of = [&](const std::string& input) { return std::optional(values.at(input)); };
  EXPECT_EQ(metrics.evaluate("aov", value_of), 15);
  EXPECT_EQ(metrics.evaluate("per_hundred", value_of), 30);
}

TEST(CustomMetrics, DivisionByZeroIsMissingInWhatIsComputedFromIt) {
  const CustomMetrics metrics({{"aov", "revenue / orders", "f:1:1"}, {"twice", "min(2 * aov, 1)", "f:2:1"}});
  EXPECT_EQ(metrics.evaluate("twice", [](const std::string&) { return std::optional(0.0); }), std::nullopt);
}

TEST(CustomMetrics, TheRatesOfTheDashboardAreThere) {
  EXPECT_THAT(CustomMetrics().inputs_of("open_rate"), ElementsAre("unique_opens", "received"));
}

TEST(CustomMetrics, WhatIsWrongIsSaidWithThePlace) {
  EXPECT_EQ(complaint({{"aov", "revnue / orders", "k.toml:3:7"}}),
            "k.toml:3:7: metric aov: unknown metric \"revnue\" at position 1 of \"revnue / orders\" | did you mean "
            "revenue?");
  EXPECT_EQ(complaint({{"aov", "revenue / ", "k.toml:3:7"}}),
            "k.toml:3:7: metric aov: the expression breaks off at position 11 of \"revenue / \" | see METRICS in "
            "klytics.toml(5)");
  EXPECT_EQ(complaint({{"a", "b + 1", "k.toml:1:1"}, {"b", "c", "k.toml:2:1"}, {"c", "2 * b", "k.toml:3:1"}}),
            "k.toml:2:1: metric b is computed from itself: b -> c -> b | ");
  EXPECT_EQ(complaint({{"revenue", "orders", "k.toml:1:1"}}),
            "k.toml:1:1: metric revenue: klytics has a metric of this name | choose another name");
  EXPECT_EQ(
      complaint({{"Aov", "orders", "k.toml:1:1"}}),
      "k.toml:1:1: metric Aov: not a name for a metric | use lower-case letters, digits and underscores, a letter "
      "first");
}

}  // namespace
}  // namespace klytics
