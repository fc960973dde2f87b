#include "presentation/render/contract.h"

#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "presentation/render/endpoints.h"
#include "presentation/render/metric_contract.h"
#include "support/json_schema.h"

namespace klytics::presentation {
namespace {

using nlohmann::json;

// One body of each endpoint that the dashboard takes.
const std::map<std::string, json> kBodies = [] {
  const json figure = {{"current", 1}, {"previous", 2}, {"change", -50}};
  const json shares = {{{"name", "Campaigns"}, {"value", 60.1}, {"color", "rgb(1, 2, 3)"}},
                       {{"name", "Flows"}, {"value", 20.3}, {"color", "rgb(1, 2, 3)"}},
                       {{"name", "Forms"}, {"value", 19.6}, {"color", "rgb(1, 2, 3)"}},
                       {{"name", "Other"}, {"value", 0}, {"color", "rgb(1, 2, 3)"}}};
  const json rates = {{"openRate", 50}, {"clickRate", 10}, {"conversionRate", 1.5}, {"revenue", 10.25}};
  json campaign = rates, flow = rates;
  campaign.update({{"id", 1}, {"name", "A"}, {"sent", 5}});
  flow.update({{"id", 1}, {"name", "A"}, {"recipients", 5}});
  std::map<std::string, json> bodies;
  bodies["overview"] = {{"revenue", figure},   {"subscribers", figure},    {"openRate", figure},
                        {"clickRate", figure}, {"conversionRate", figure}, {"formSubmissions", figure},
                        {"channels", shares}};
  bodies["campaigns"] = json::array({campaign});
  bodies["flows"] = json::array({flow});
  bodies["forms"] = json::array(
      {{{"id", 1}, {"name", "A"}, {"views", 9}, {"submissions", 3}, {"submissionRate", 33.3}, {"conversions", 1}}});
  bodies["segments"] =
      json::array({{{"id", 1}, {"name", "A"}, {"count", 9}, {"conversionRate", 33.3}, {"revenue", 1}}});
  bodies["charts/revenue"] =
      json::array({{{"date", "2026-02-28"}, {"campaigns", 1}, {"flows", 2}, {"forms", 0}, {"other", 0.5}},
                   {{"date", "2026-03-01"}, {"campaigns", 1}, {"flows", 2}, {"forms", 0}, {"other", 0.5}}});
  bodies["charts/distribution"] = shares;
  bodies["charts/top-segments"] = bodies["segments"];
  bodies["charts/top-flows"] = json::array({{{"id", 1}, {"name", "A"}, {"recipients", 9}, {"conversionRate", 3}}});
  bodies["charts/top-forms"] = json::array({{{"id", 1}, {"name", "A"}, {"views", 9}, {"submissionRate", 3}}});
  const json range = {{"start", "2026-01-01"}, {"end", "2026-01-31"}};
  const json of_metric = {{"metricId", "revenue"}, {"dateRange", range}, {"interval", "1 day"}};
  const json points = json::array({{{"timestamp", "2026-01-31T00:00:00Z"}, {"value", 5.5}}});
  const json counts = {{"totalPoints", 1}, {"downsampledPoints", 1}, {"wasDownsampled", false}};
  const json two = {{"metric1Id", "revenue"},
                    {"metric2Id", "orders"},
                    {"correlation", 0.5},
                    {"interpretation", "moderate positive correlation"}};
  bodies["analytics/timeseries"] = {{"points", points}};
  bodies["analytics/decomposition"] = {
      {"windowSize", 7},
      {"decomposition", {{"original", points}, {"trend", points}, {"seasonal", points}, {"residual", points}}}};
  for (const char* name : {"analytics/timeseries", "analytics/decomposition"}) bodies[name].update(counts);
  bodies["analytics/anomalies"] = {
      {"threshold", 3},
      {"lookbackWindow", 7},
      {"anomalies", json::array({{{"timestamp", "2026-01-31T00:00:00Z"}, {"value", 5.5}, {"zscore", -3.5}}})},
      {"totalPoints", 31},
      {"anomalyCount", 1},
      {"anomalyPercentage", "3.23%"}};
  bodies["analytics/forecast"] = {{"forecastHorizon", 30},
                                  {"method", "naive"},
                                  {"accuracy", 0.9},
                                  {"forecast",
                                   {{"forecast", points},
                                    {"confidence", {{"upper", points}, {"lower", points}}},
                                    {"accuracy", 0.9},
                                    {"method", "naive"},
                                    {"metadata",
                                     {{"validationMetrics", {{"mape", 10}, {"rmse", 1}, {"mae", 1}, {"r2", 0.5}}},
                                      {"modelParams", json::object()}}}}}};
  bodies["analytics/entropy"] = {{"embeddingDimension", 2}, {"entropy", 0.4}, {"interpretation", "regular"}};
  for (const char* name : {"timeseries", "decomposition", "anomalies", "forecast", "entropy"})
    bodies[std::string("analytics/") + name].update(of_metric);
  bodies["analytics/correlation"] = {{"dateRange", range},
                                     {"interval", "1 day"},
                                     {"alignTimestamps", true},
                                     {"series1Points", 31},
                                     {"series2Points", 31}};
  bodies["analytics/correlation"].update(two);
  bodies["analytics/correlations"] = {
      {"dateRange", range},
      {"interval", "1 day"},
      {"alignTimestamps", true},
      {"metrics", {{{"metricId", "revenue"}, {"name", "Revenue"}}, {{"metricId", "orders"}, {"name", "Orders"}}}},
      {"matrix", {{1, 0.5}, {0.5, 1}}},
      {"significant", json::array({two})}};
  bodies["analytics/correlations"]["significant"][0]["adjustedPValue"] = 0.01;
  bodies["health"] = {{"status", "ok"}, {"timestamp", "2026-01-31T00:00:00Z"}};
  return bodies;
}();

// Every way to break a body by one step: a member removed, or a value of another type or out of every range.
void add_broken(const json& value, const std::function<void(json)>& add) {
  if (value.is_object())
    for (const auto& [name, member] : value.items()) {
      json without = value;
      without.erase(name);
      add(without);
      add_broken(member, [&, key = name](json changed) {
        json other = value;
        other[key] = std::move(changed);
        add(std::move(other));
      });
    }
  if (value.is_array())
    for (std::size_t i = 0; i < value.size(); ++i)
      add_broken(value[i], [&](json changed) {
        json other = value;
        other[i] = std::move(changed);
        add(std::move(other));
      });
  add(nullptr);
  add(value.is_string() ? json(5) : json("text"));
  add(-1e9);
}

std::vector<Endpoint> endpoints_and_families() {
  std::vector<Endpoint> all(endpoints().begin(), endpoints().end());
  all.insert(all.end(), families().begin(), families().end());
  return all;
}

TEST(Contract, EveryEndpointHasABodyHereAndTakesIt) {
  for (const Endpoint& endpoint : endpoints_and_families()) {
    ASSERT_TRUE(kBodies.contains(std::string(endpoint.name))) << endpoint.name;
    EXPECT_EQ(violations(endpoint.contract(), kBodies.at(std::string(endpoint.name)).dump()),
              std::vector<std::string>{});
  }
}

TEST(Contract, RefusesWhateverTheDashboardsSchemasRefuse) {
  if (!test::dashboard_schema("overview"))
    GTEST_SKIP() << "the dashboard's schemas are not beside the project (../shared/dashboard/schema)";
  for (const Endpoint& endpoint : endpoints_and_families()) {
    if (endpoint.name == "analytics/correlations") continue;  // the dashboard has no schema of it
    const std::string schema = *test::dashboard_schema(endpoint.name);
    const Check check = endpoint.contract();
    int refused = 0;
    add_broken(kBodies.at(std::string(endpoint.name)), [&](const json& broken) {
      if (test::schema_violations(schema, broken.dump()).empty()) return;
      ++refused;
      EXPECT_FALSE(violations(check, broken.dump()).empty()) << endpoint.name << ": " << broken.dump();
    });
    EXPECT_GT(refused, 5) << endpoint.name;
  }
}

TEST(Contract, NamesThePlaceOfEveryViolation) {
  json body = kBodies.at("forms");
  body[0].erase("views");
  body[0]["submissionRate"] = 101;
  body[0]["id"] = 0;
  EXPECT_EQ(violations(contract::forms(), body.dump()),
            (std::vector<std::string>{"/0/id: 0 is less than 1", "/0/views: missing",
                                      "/0/submissionRate: 101 is not between 0 and 100"}));
  EXPECT_EQ(violations(contract::forms(), "[{"), std::vector<std::string>{": not JSON"});
}

TEST(Contract, ADayLeftOutAndSharesThatDoNotSumTo100AreRefused) {
  json days = kBodies.at("charts/revenue");
  days[1]["date"] = "2026-03-02";
  EXPECT_EQ(violations(contract::revenue_chart(), days.dump()),
            std::vector<std::string>{"/1/date: not the day after the one before"});
  json shares = kBodies.at("charts/distribution");
  shares[0]["value"] = 60;
  EXPECT_EQ(violations(contract::distribution(), shares.dump()).size(), 1U);
  for (json& share : shares) share["value"] = 0;
  EXPECT_EQ(violations(contract::distribution(), shares.dump()), std::vector<std::string>{});
}

TEST(Contract, CountsOfAnomaliesAndMatricesMustBeWhole) {
  json anomalies = kBodies.at("analytics/anomalies");
  anomalies["anomalyCount"] = 2;
  EXPECT_EQ(violations(contract::anomalies(), anomalies.dump()),
            std::vector<std::string>{"/anomalyCount: not their number"});
  anomalies["anomalyCount"] = 1;
  anomalies["anomalies"][0]["zscore"] = 2.99;
  EXPECT_EQ(violations(contract::anomalies(), anomalies.dump()),
            std::vector<std::string>{"/anomalies: one is below the threshold"});
  for (const char* percentage : {"3.23", "%", ".5%", "3.%", "3.2.3%", "3,23%", "-1%"}) {
    anomalies = kBodies.at("analytics/anomalies");
    anomalies["anomalyPercentage"] = percentage;
    EXPECT_EQ(violations(contract::anomalies(), anomalies.dump()).size(), 1U) << percentage;
  }
  json matrix = kBodies.at("analytics/correlations");
  matrix["matrix"][1][0] = -0.5;
  EXPECT_EQ(violations(contract::correlations(), matrix.dump()),
            std::vector<std::string>{"/matrix/1/0: not that of 0/1"});
  matrix["matrix"][1] = {0.5};
  EXPECT_EQ(violations(contract::correlations(), matrix.dump()),
            std::vector<std::string>{"/matrix: not 2 rows of 2 numbers"});
}

TEST(Contract, TimesAndDatesMustExist) {
  EXPECT_EQ(violations(contract::date(), R"("2026-02-30")").size(), 1U);
  EXPECT_EQ(violations(contract::timestamp(), R"("2026-01-31T00:00:00Z")").size(), 0U);
  EXPECT_EQ(violations(contract::timestamp(), R"("2026-01-31T00:00:00.5Z")").size(), 1U);
  EXPECT_EQ(violations(contract::timestamp(), R"("2026-01-31T25:00:00Z")").size(), 1U);
  EXPECT_EQ(violations(contract::list(contract::boolean(), 1, 2), "[true,false,1]").size(), 2U);
}

}  // namespace
}  // namespace klytics::presentation
