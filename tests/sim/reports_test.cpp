#include "reports/reports.h"

#include <map>

#include "reports/metric_aggregates.h"
#include "sim_client.h"

namespace klaviyo_sim {
namespace {

using nlohmann::json;

json aggregate(SimClient& client, Kind kind, const std::string& interval, json extra = json::object()) {
  json attributes = {
      {"metric_id", client.shop().metric(kind).id},
      {"measurements", {"count", "sum_value", "unique"}},
      {"interval", interval},
      {"timezone", "America/New_York"},
      {"page_size", 500},
      {"filter", {"greater-or-equal(datetime,2024-05-02T00:00:00)", "less-than(datetime,2024-07-01T00:00:00)"}}};
  attributes.update(extra);
  const Reply reply =
      client.post("/api/metric-aggregates", {{"data", {{"type", "metric-aggregate"}, {"attributes", attributes}}}});
  EXPECT_EQ(reply.status, 200) << reply.body;
  return json::parse(reply.body)["data"]["attributes"];
}

double sum(const json& values) {
  double total = 0;
  for (const json& value : values) total += value.get<double>();
  return total;
}

TEST(MetricAggregates, DailyCountsAndSumsAreThoseOfTheListedEvents) {
  SimClient client;
  std::map<std::string, double> counts, money;
  const klytics::TimeZone zone("America/New_York");
  for (const auto& event : client.all("/api/events?page[size]=1000&filter=equals(metric_id,\"" +
                                      client.shop().metric(Kind::kPlacedOrder).id + "\")")) {
    const klytics::Instant time{std::chrono::seconds{event["attributes"]["timestamp"].get<std::int64_t>()}};
    const std::string midnight = to_text(start_of(zone, zone.local_date(time)));
    counts[midnight] += 1;
    money[midnight] += event["attributes"]["event_properties"]["$value"].get<double>();
  }
  const json answer = aggregate(client, Kind::kPlacedOrder, "day");
  ASSERT_EQ(answer["dates"].size(), 60U);
  EXPECT_EQ(answer["dates"][0], "2024-05-02T04:00:00+00:00");  // local midnight as an instant
  const json& measurements = answer["data"][0]["measurements"];
  for (std::size_t i = 0; i < 60; ++i) {
    const std::string date = answer["dates"][i];
    EXPECT_EQ(measurements["count"][i].get<double>(), counts[date]) << date;
    EXPECT_NEAR(measurements["sum_value"][i].get<double>(), money[date], 1e-6)
        << date;  // sums of doubles differ in the last digits
  }
  EXPECT_GT(sum(measurements["count"]), 0);
}

TEST(MetricAggregates, GroupsAddUpToTheWholeInEveryInterval) {
  SimClient client;
  for (const char* interval : {"hour", "day", "week", "month"}) {
    const double whole = sum(aggregate(client, Kind::kOpenedEmail, interval)["data"][0]["measurements"]["count"]);
    double parts = 0;
    const json answer = aggregate(client, Kind::kOpenedEmail, interval, {{"by", {"$message"}}});
    for (const json& row : answer["data"]) parts += sum(row["measurements"]["count"]);
    EXPECT_EQ(parts, whole) << interval;
    EXPECT_GT(whole, 0);
  }
}

TEST(MetricAggregates, RefusesWhatTheVendorRefuses) {
  SimClient client;
  const auto status = [&](json change) {
    json attributes = {
        {"metric_id", client.shop().metric(Kind::kPlacedOrder).id},
        {"measurements", {"count"}},
        {"filter", {"greater-or-equal(datetime,2024-05-02T00:00:00)", "less-than(datetime,2024-06-01T00:00:00)"}}};
    attributes.update(change);
    return client.post("/api/metric-aggregates", {{"data", {{"type", "metric-aggregate"}, {"attributes", attributes}}}})
        .status;
  };
  EXPECT_EQ(status(json::object()), 200);
  EXPECT_EQ(status({{"page_size", 100}}), 400);
  EXPECT_EQ(status({{"sort", "count"}}), 400);
  EXPECT_EQ(status({{"timezone", "Mars/Olympus"}}), 400);
  EXPECT_EQ(status({{"measurements", {"average"}}}), 400);
  EXPECT_EQ(status({{"filter", {"greater-or-equal(datetime,2024-05-02T00:00:00)"}}}), 400);
  EXPECT_EQ(status({{"filter",
                     {"greater-or-equal(datetime,2022-05-02T00:00:00)", "less-than(datetime,2024-06-01T00:00:00)"}}}),
            400);
  EXPECT_EQ(status({{"measurements", 7}}), 400);
  EXPECT_EQ(status({{"metric_id", "NOPE01"}}), 404);
}

json report(SimClient& client, const std::string& type, json attributes) {
  const Reply reply =
      client.post("/api/" + type + "s", {{"data", {{"type", type}, {"attributes", std::move(attributes)}}}});
  EXPECT_EQ(reply.status, 200) << reply.body;
  return json::parse(reply.body)["data"]["attributes"];
}

const json kWholeTime = {{"start", "2024-05-02T00:00:00+00:00"}, {"end", "2024-06-30T23:00:00+00:00"}};

TEST(Reports, CampaignsAndFlowsTogetherReceiveWhatTheEventsSay) {
  SimClient client;
  double delivered = 0;
  double money = 0;
  for (const char* type : {"campaign-values-report", "flow-values-report"}) {
    const json answer = report(client, type,
                               {{"statistics", {"delivered", "conversion_value", "open_rate"}},
                                {"timeframe", kWholeTime},
                                {"conversion_metric_id", client.shop().metric(Kind::kPlacedOrder).id}});
    for (const json& row : answer["results"]) {
      delivered += row["statistics"]["delivered"].get<double>();
      money += row["statistics"]["conversion_value"].get<double>();
      EXPECT_LE(row["statistics"]["open_rate"].get<double>(), 1);
    }
  }
  double received = 0;
  for (const Kind kind : {Kind::kReceivedEmail, Kind::kReceivedText, Kind::kReceivedPush})
    received += sum(aggregate(client, kind, "month")["data"][0]["measurements"]["count"]);
  EXPECT_EQ(delivered, received);
  double attributed = 0;
  const json by_message = aggregate(client, Kind::kPlacedOrder, "month", {{"by", {"$attributed_message"}}});
  for (const json& row : by_message["data"])
    if (row["dimensions"][0] != "") attributed += sum(row["measurements"]["sum_value"]);
  EXPECT_NEAR(money, attributed, 1e-6);
  EXPECT_GT(money, 0);
}

TEST(Reports, ASeriesAddsUpToItsValuesAndIsLabelledWithLocalDates) {
  SimClient client;
  const json values =
      report(client, "form-values-report", {{"statistics", {"viewed_form", "submits"}}, {"timeframe", kWholeTime}});
  const json series =
      report(client, "form-series-report",
             {{"statistics", {"viewed_form", "submits"}}, {"timeframe", kWholeTime}, {"interval", "daily"}});
  EXPECT_EQ(series["date_times"].size(), 60U);
  EXPECT_EQ(series["date_times"][0], "2024-05-02T00:00:00+00:00");
  ASSERT_EQ(values["results"].size(), series["results"].size());
  for (std::size_t i = 0; i < values["results"].size(); ++i)
    for (const char* name : {"viewed_form", "submits"})
      EXPECT_EQ(values["results"][i]["statistics"][name].get<double>(), sum(series["results"][i]["statistics"][name]));
}

TEST(Reports, SegmentsEndWithTheirMembers) {
  SimClient client;
  std::map<std::string, double> totals;
  const json answer =
      report(client, "segment-values-report", {{"statistics", {"total_members"}}, {"timeframe", kWholeTime}});
  for (const json& row : answer["results"]) totals[row["groupings"]["segment_id"]] = row["statistics"]["total_members"];
  for (const Group& segment : client.shop().segments)
    EXPECT_EQ(totals.at(segment.id), static_cast<double>(segment.members.size())) << segment.name;
}

}  // namespace
}  // namespace klaviyo_sim
