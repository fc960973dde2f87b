#include "presentation/render/snapshot.h"

#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/sha256.h"
#include "support/json_schema.h"

namespace klytics::presentation {
namespace {

using nlohmann::json;

Date date(const char* text) { return parse_date(text).value(); }
Decimal money(std::int64_t cents) { return {cents, kMoneyDigits}; }

RangeValues small_range() {
  RangeValues values;
  values.range = {std::string(kDefaultRange), {date("2026-01-01"), date("2026-01-03")}};
  values.current.revenue = money(12345);
  values.current.revenue_by_source = {money(10000), money(0), money(2000), money(345)};
  values.current.subscribers = 90;
  values.current.subscribers_basis = "recorded";
  values.current.form_submissions = 3;
  values.current.channels = {{"email", {100, 4, 50, 40, 9, 2}}, {"sms", {20, 0, 0, 0, 3, 1}}};
  values.previous.revenue = money(10000);
  values.previous.subscribers = 100;
  values.previous.channels = {{"email", {200, 0, 50, 50, 10, 0}}};
  values.campaigns = {{7, "C7", "New \"year\"", {80, 4, 40, 30, 8, 1}, money(5050)}};
  values.flows = {{1, "F1", "Welcome", {20, 0, 10, 10, 1, 1}, money(0)}, {2, "F2", "", {}, money(0)}};
  values.forms = {{1, "X1", "Popup", 10, 3, 1}, {2, "X2", "Footer", 2, 5, 0}};
  values.segments = {{1, "S1", "Everybody", 8, 3, money(999)}};
  values.days = {{date("2025-12-31"), {money(1), money(1), money(1), money(1)}},
                 {date("2026-01-02"), {money(10000), money(0), money(2000), money(345)}}};
  return values;
}

Dashboard small_dashboard() {
  Dashboard dashboard;
  dashboard.account = {"ABC123", "Caf\xc3\xa9", "Europe/London", "GBP"};
  dashboard.as_of = date("2026-01-03");
  dashboard.freshness = {parse_instant("2026-01-03T02:00:00Z"), *parse_instant("2026-01-03T03:00:00Z"), 26};
  dashboard.coverage = {.missing_resources = {},
                        .unbuilt_days = 0,
                        .has_facts = true,
                        .has_conversion_metric = true,
                        .has_orders = true,
                        .has_messages = true,
                        .has_subscribers = true,
                        .has_form_views = true,
                        .has_form_submissions = true,
                        .has_segment_members = true,
                        .foreign_orders = 0};
  dashboard.attribution = {"native", "session"};
  dashboard.ranges = {small_range()};
  return dashboard;
}

std::map<std::string, std::string> files(const Dashboard& dashboard) {
  std::map<std::string, std::string> result;
  for (const Document& file : render_snapshot(dashboard, "1.2.3").files) result[file.path] = file.body;
  return result;
}

json api(const std::string& endpoint, const Dashboard& dashboard = small_dashboard()) {
  return json::parse(files(dashboard).at("api/" + endpoint));
}

TEST(Snapshot, OverviewComparesWithThePreviousPeriod) {
  const json overview = api("overview");
  EXPECT_EQ(overview["revenue"].dump(), R"({"change":23.5,"current":123.45,"previous":100})");  // 23.45 %
  EXPECT_EQ(overview["subscribers"].dump(), R"({"change":-10,"current":90,"previous":100})");
  EXPECT_EQ(overview["openRate"].dump(), R"({"change":66.8,"current":41.7,"previous":25})");  // 50/120 against 50/200
  EXPECT_EQ(overview["humanOpenRate"]["current"].dump(), "33.3");
  EXPECT_EQ(overview["clickRate"]["current"].dump(), "10");
  EXPECT_EQ(overview["conversionRate"].dump(), R"({"change":0,"current":2.5,"previous":0})");
  EXPECT_EQ(overview["formSubmissions"].dump(), R"({"change":0,"current":3,"previous":0})");
  EXPECT_EQ(overview["channels"], api("charts/distribution"));
  EXPECT_EQ(overview["messageChannels"][1]["clickRate"].dump(), "15");
}

TEST(Snapshot, TablesShowDeliveredAndBouncedAsSent) {
  EXPECT_EQ(api("campaigns").dump(),
            R"([{"clickRate":10,"conversionRate":1.3,"humanOpenRate":37.5,"id":7,"klaviyoId":"C7",)"
            R"("name":"New \"year\"","openRate":50,"revenue":50.5,"sent":84}])");
  EXPECT_EQ(api("flows")[0]["recipients"].dump(), "20");
  EXPECT_EQ(api("flows")[1]["openRate"].dump(), "0");
  EXPECT_EQ(api("segments")[0].dump(),
            R"({"conversionRate":37.5,"count":8,"id":1,"klaviyoId":"S1","name":"Everybody","revenue":9.99})");
}

TEST(Snapshot, CustomerValueIsThereOnceAModelIs) {
  EXPECT_FALSE(files(small_dashboard()).contains("api/customer-value"));
  Dashboard dashboard = small_dashboard();
  dashboard.customer_values = CustomerValues{.model = "bg-nbd",
                                             .unit = "week",
                                             .data_through = date("2026-01-02"),
                                             .customers = 20,
                                             .alive = 12.34,
                                             .horizon_days = 273,
                                             .expected_orders = 5.06,
                                             .discount = 0.15,
                                             .value = {},
                                             .deciles = {}};
  EXPECT_EQ(
      files(dashboard).at("api/customer-value"),
      R"({"model":"bg-nbd","unit":"week","dataThrough":"2026-01-02","customers":20,"alive":12.3,"horizonDays":273,)"
      R"("expectedOrders":5.1,"discount":0.15,"value":null,"deciles":[]})");
  dashboard.customer_values->value = 1234.567;
  dashboard.customer_values->deciles = {{2, 3.14, 1000}};
  EXPECT_EQ(api("customer-value", dashboard)["value"].dump(), "1234.57");
  EXPECT_EQ(api("customer-value", dashboard)["deciles"].dump(),
            R"([{"customers":2,"expectedOrders":3.1,"value":1000.0}])");
}

TEST(Snapshot, ARateNeverPasses100AndTheManifestSaysThatItWasCut) {
  EXPECT_EQ(api("forms")[1]["submissionRate"].dump(), "100");
  const json notes = json::parse(files(small_dashboard()).at("manifest.json"))["notes"];
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_NE(notes[0].get<std::string>().find("form X2"), std::string::npos);
}

TEST(Snapshot, RevenueByDayLeavesNoDayOutAndNothingFromOutside) {
  EXPECT_EQ(files(small_dashboard()).at("api/charts/revenue"),
            R"([{"date":"2026-01-01","campaigns":0,"flows":0,"forms":0,"other":0},)"
            R"({"date":"2026-01-02","campaigns":100,"flows":0,"forms":20,"other":3.45},)"
            R"({"date":"2026-01-03","campaigns":0,"flows":0,"forms":0,"other":0}])");
}

TEST(Snapshot, SharesOfRevenueSumTo100) {
  const json first = {{"name", "Campaigns"}, {"value", 81}, {"color", "rgb(59, 130, 246)"}};
  EXPECT_EQ(api("charts/distribution")[0], first);
  double sum = 0;
  for (const json& row : api("charts/distribution")) sum += row["value"].get<double>();
  EXPECT_NEAR(sum, 100, 1e-9);  // 81 + 0 + 16.2 + 2.8 in binary fractions
}

TEST(Snapshot, TopListsHoldFiveBestFirstAndBreakTiesById) {
  Dashboard dashboard = small_dashboard();
  auto& flows = dashboard.ranges[0].flows;
  flows.clear();
  for (const std::int64_t id : {9, 3, 5, 1, 8, 2, 7}) {
    Mailing flow;
    flow.id = id;
    flow.counts.received = 10;
    flow.counts.converters = id == 5 ? 2 : id == 9 ? 0 : 1;
    flows.push_back(flow);
  }
  std::vector<std::int64_t> ids;
  for (const json& row : api("charts/top-flows", dashboard)) ids.push_back(row["id"].get<std::int64_t>());
  EXPECT_EQ(ids, (std::vector<std::int64_t>{5, 1, 2, 3, 7}));
}

TEST(Snapshot, HealthIsStaleOnceTheDataIsOlderThanAllowed) {
  EXPECT_EQ(files(small_dashboard()).at("api/health"),
            R"({"status":"ok","timestamp":"2026-01-03T03:00:00Z","dataThrough":"2026-01-03T02:00:00Z",)"
            R"("staleAfter":"2026-01-04T04:00:00Z"})");
  Dashboard late = small_dashboard();
  late.freshness.now = *parse_instant("2026-01-04T04:00:00Z");
  EXPECT_EQ(api("health", late)["status"], "ok");
  late.freshness.now += std::chrono::microseconds{1};
  EXPECT_EQ(api("health", late)["status"], "stale");
  late.freshness.data_through.reset();
  EXPECT_EQ(api("health", late)["status"], "stale");
  EXPECT_TRUE(api("health", late)["dataThrough"].is_null());
}

TEST(Snapshot, TheDefaultRangeIsServedTwiceWithEqualBytes) {
  const auto all = files(small_dashboard());
  for (const Endpoint& endpoint : endpoints()) {
    const std::string name(endpoint.name);
    ASSERT_TRUE(all.contains("api/" + name)) << name;
    EXPECT_EQ(all.at("api/" + name), all.at("ranges/last-30-days/" + name)) << name;
  }
}

TEST(Snapshot, TheManifestListsEveryOtherFileWithItsSizeAndHash) {
  const auto all = files(small_dashboard());
  const json manifest = json::parse(all.at("manifest.json"));
  EXPECT_EQ(manifest["account"].dump(), R"({"currency":"GBP","id":"ABC123","name":"Café","timezone":"Europe/London"})");
  EXPECT_EQ(manifest["files"].size(), all.size() - 1);
  for (const json& file : manifest["files"]) {
    const std::string& body = all.at(file["path"].get<std::string>());
    EXPECT_EQ(file["bytes"].get<std::size_t>(), body.size());
    EXPECT_EQ(file["sha256"].get<std::string>(), sha256_hex(body));
  }
  EXPECT_EQ(manifest["ranges"][0]["previous"]["start"], "2025-12-29");
  EXPECT_EQ(manifest["ranges"][0]["previous"]["subscribers"], "none");
}

TEST(Snapshot, TheContentHashDependsOnTheNumbersButNotOnTheTimeOfDay) {
  Dashboard later = small_dashboard();
  later.freshness.now += std::chrono::hours{50};
  const std::string hash = render_snapshot(small_dashboard(), "1.2.3").content_hash;
  EXPECT_EQ(render_snapshot(later, "1.2.3").content_hash, hash);
  later.ranges[0].segments[0].buyers = 4;
  EXPECT_NE(render_snapshot(later, "1.2.3").content_hash, hash);
}

TEST(Snapshot, TheManifestSaysWhyEachZeroIsZero) {
  Dashboard dashboard = small_dashboard();
  dashboard.coverage.event_days = {{date("2025-12-30"), date("2026-01-02")}};
  const auto reason_of = [](const Dashboard& shown, const char* endpoint, const char* member) -> std::string {
    const json manifest = json::parse(files(shown).at("manifest.json"));
    for (const json& zero : manifest["zeros"])
      if (zero["endpoint"] == endpoint && zero["member"] == member) return zero["reason"];
    return "not zero";
  };
  EXPECT_EQ(reason_of(dashboard, "overview", "revenue.current"), "not zero");
  EXPECT_EQ(reason_of(dashboard, "overview", "conversionRate.previous"),
            "no order is attributed to a message of the period");
  EXPECT_EQ(reason_of(dashboard, "overview", "formSubmissions.previous"), "no form was submitted in the period");
  dashboard.ranges[0].current = {};
  dashboard.ranges[0].campaigns.clear();
  EXPECT_EQ(reason_of(dashboard, "overview", "revenue.current"), "no order in the period");
  EXPECT_EQ(reason_of(dashboard, "overview", "openRate.current"), "no message was received in the period");
  EXPECT_EQ(reason_of(dashboard, "campaigns", ""), "no campaign was received in the range");
  dashboard.coverage.complete_to = date("2025-12-31");
  EXPECT_EQ(reason_of(dashboard, "overview", "revenue.current"), "data reaches only to 2025-12-31");
  dashboard.coverage.event_days = {{date("2026-02-01"), date("2026-02-02")}};
  EXPECT_EQ(reason_of(dashboard, "overview", "revenue.current"),
            "the period ends before the first collected event, of 2026-02-01");
  dashboard.coverage.has_conversion_metric = false;
  EXPECT_EQ(reason_of(dashboard, "overview", "revenue.current"), "the account has no conversion metric");
  dashboard.coverage.missing_resources = {"events"};
  EXPECT_EQ(reason_of(dashboard, "overview", "revenue.current"), "events were never synchronised completely");
}

TEST(Snapshot, NeedsTheDefaultRange) {
  Dashboard dashboard = small_dashboard();
  dashboard.ranges[0].range.name = "last-7-days";
  EXPECT_THROW(render_snapshot(dashboard, "1.2.3"), Error);
}

TEST(Snapshot, EveryFileKeepsToItsSchema) {
  if (!test::dashboard_schema("overview"))
    GTEST_SKIP() << "the dashboard's schemas are not beside the project (../shared/dashboard/schema)";
  Dashboard empty = small_dashboard();
  empty.coverage = {};
  empty.freshness.data_through.reset();
  empty.ranges[0] = {};
  empty.ranges[0].range = small_range().range;
  for (const Dashboard& dashboard : {small_dashboard(), empty}) {
    const auto all = files(dashboard);
    for (const Endpoint& endpoint : endpoints()) {
      const std::string name(endpoint.name);
      EXPECT_EQ(test::schema_violations(*test::dashboard_schema(name), all.at("api/" + name)),
                std::vector<std::string>{})
          << all.at("api/" + name);
    }
  }
}

TEST(JsonSchema, FindsEveryKindOfViolation) {
  const char* schema = R"({"type":"array","minItems":1,"maxItems":2,"items":{"type":"object","required":["a","b"],
      "properties":{"a":{"type":"integer","minimum":0,"maximum":9},"b":{"enum":["x"]},"c":{"pattern":"^\\d$"}}}})";
  EXPECT_EQ(test::schema_violations(schema, R"([{"a":1,"b":"x","c":"5"}])").size(), 0U);
  EXPECT_EQ(test::schema_violations(schema, R"([])").size(), 1U);
  EXPECT_EQ(test::schema_violations(schema, R"([{"a":1.5,"b":"x"},{"a":-1,"b":"y","c":"ab"},{"a":10}])").size(), 7U);
  EXPECT_EQ(test::schema_violations(schema, R"({)").size(), 1U);
  EXPECT_EQ(test::schema_violations(R"({"oneOf":[]})", R"(1)").size(), 1U);
}

}  // namespace
}  // namespace klytics::presentation
