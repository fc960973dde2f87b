#include "processing/metric_series.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "shop.h"

namespace klytics::processing {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const Account kAccount{"acc", "Shop", "Europe/London", "GBP"};

std::vector<std::string> read(Shop& shop, const SeriesRequest& request, const CustomMetrics& custom = {}) {
  std::vector<std::string> lines;
  for (const MetricPoint& point : read_metric_series(shop.connection(), kAccount, custom, request).points)
    lines.push_back(fmt::format("{} {} {}", to_string(point.start), to_string(point.day),
                                point.value ? fmt::format("{}", *point.value) : "missing"));
  return lines;
}

std::string complaint(Shop& shop, const SeriesRequest& request) {
  try {
    read(shop, request);
  } catch (const Error& error) {
    return std::to_string(exit_code(error.kind())) + " " + error.what() + " | " + error.hint();
  }
  return "no complaint";
}

Date date(const char* text) { return parse_date(text).value(); }

TEST(MetricSeries, DaysWithoutOrdersHaveZeroRevenueAndTheClockChangeMovesTheirStart) {
  Shop shop;
  shop.put({"o1", "2026-03-28 10:00Z", "order", "p", "2.50"});
  shop.put({"o2", "2026-03-30 10:00Z", "order", "p", "4"});
  shop.put({"o3", "2026-03-30 22:59Z", "order", "q", "1"});
  shop.put({"o4", "2026-03-30 23:00Z", "order", "q", "8"});  // the next local day
  shop.aggregate();
  EXPECT_THAT(read(shop, {"revenue"}),
              ElementsAre("2026-03-28T00:00:00Z 2026-03-28 2.5", "2026-03-29T00:00:00Z 2026-03-29 0",
                          "2026-03-29T23:00:00Z 2026-03-30 5", "2026-03-30T23:00:00Z 2026-03-31 8"));
}

TEST(MetricSeries, APersonCountsOnceAnInterval) {
  Shop shop;
  shop.put({"o1", "2026-01-05 10:00Z", "order", "p", "1"});
  shop.put({"o2", "2026-01-06 10:00Z", "order", "p", "1"});
  shop.put({"o3", "2026-01-06 11:00Z", "order", "q", "1"});
  shop.put({"o4", "2026-01-11 11:00Z", "order", {}, "1"});
  shop.aggregate();
  const auto value = [&](const char* metric) {
    return read_metric_series(shop.connection(), kAccount, {}, {metric, MetricInterval::kWeek}).points.at(0).value;
  };
  EXPECT_EQ(value("customers"), 2);
  EXPECT_EQ(value("new_customers"), 2);
  EXPECT_EQ(value("orders"), 4);
  EXPECT_EQ(value("customers_other"), 2);
  EXPECT_EQ(read_metric_series(shop.connection(), kAccount, {}, {"new_customers"}).points.at(1).value, 1);
}

TEST(MetricSeries, ARatioIsOfSumsAndMissingWithoutADivisor) {
  Shop shop;
  shop.put({"o1", "2026-01-05 10:00Z", "order", "p", "1"});
  shop.put({"o2", "2026-01-05 10:00Z", "order", "p", "2"});
  shop.put({"o3", "2026-01-07 11:00Z", "order", "q", "9"});
  shop.aggregate();
  const CustomMetrics custom({{"aov", "revenue / orders", "here"}});
  EXPECT_THAT(read(shop, {"aov"}, custom),
              ElementsAre("2026-01-05T00:00:00Z 2026-01-05 1.5", "2026-01-06T00:00:00Z 2026-01-06 missing",
                          "2026-01-07T00:00:00Z 2026-01-07 9"));
  EXPECT_THAT(read(shop, {"aov", MetricInterval::kWeek, date("2026-01-05"), date("2026-01-11")}, custom),
              ElementsAre("2026-01-05T00:00:00Z 2026-01-05 4"));
}

TEST(MetricSeries, PartsByChannelAndSourceAddUp) {
  Shop shop;
  shop.put(TestEvent{"r1", "2026-01-05 09:00Z", "received", "p"}.with_message("C"));
  shop.put(TestEvent{"c1", "2026-01-05 09:30Z", "clicked", "p"}.with_message("C"));
  shop.put({"o1", "2026-01-05 10:00Z", "order", "p", "5"});
  shop.put({"o2", "2026-01-05 10:00Z", "order", "q", "3"});
  shop.aggregate();
  const auto value = [&](const char* metric) {
    return read_metric_series(shop.connection(), kAccount, {},
                              {metric, MetricInterval::kDay, date("2026-01-05"), date("2026-01-05")})
        .points.at(0)
        .value;
  };
  EXPECT_EQ(value("revenue"), 8);
  EXPECT_EQ(value("revenue_email"), 5);
  EXPECT_EQ(value("revenue_campaign"), 5);
  EXPECT_EQ(value("revenue_other"), 3);
  EXPECT_EQ(value("revenue_sms"), 0);
  EXPECT_EQ(value("unique_clicks_email"), 1);
  EXPECT_EQ(value("conversions"), 1);
  EXPECT_EQ(value("click_rate"), 100);
  EXPECT_EQ(value("unique_clicks_sms"), 0);
}

TEST(MetricSeries, MetricsOfKlaviyoGoByIdOrNameAndByValue) {
  Shop shop;
  shop.metric("VIEW", "Viewed Product", "Shopify");
  shop.put({"v1", "2026-01-05 10:00Z", "VIEW", "p", "3"});
  shop.put({"v2", "2026-01-05 11:00Z", "VIEW", "p", "4"});
  shop.put({"v3", "2026-01-07 11:00Z", "VIEW", "p"});
  shop.aggregate();
  const auto line = [&](const char* metric) { return read(shop, {metric}).at(0).substr(32); };
  EXPECT_EQ(read_metric_series(shop.connection(), kAccount, {}, {"viewed product"}).metric, "VIEW");
  EXPECT_THAT(read(shop, {"VIEW"}),
              ElementsAre("2026-01-05T00:00:00Z 2026-01-05 2", "2026-01-06T00:00:00Z 2026-01-06 0",
                          "2026-01-07T00:00:00Z 2026-01-07 1"));
  EXPECT_EQ(line("Viewed Product:value"), "7");
  EXPECT_EQ(line("[viewed product]"), "2");
  const CustomMetrics custom({{"per_view", "[Viewed Product:value] / [VIEW]", "here"}});
  EXPECT_EQ(read(shop, {"per_view"}, custom).at(0).substr(32), "3.5");
}

TEST(MetricSeries, HoursAreHoursWhateverTheClockDoes) {
  Shop shop;
  shop.put({"o1", "2026-03-29 00:30Z", "order", "p", "1"});
  shop.put({"o2", "2026-03-29 01:30Z", "order", "p", "2"});
  shop.put({"v", "2026-03-29 22:30Z", "opened", "p"});
  shop.aggregate();
  const SeriesRequest day = {"revenue", MetricInterval::kHour, date("2026-03-29"), date("2026-03-29")};
  const std::vector<std::string> hours = read(shop, day);
  ASSERT_EQ(hours.size(), 23U);  // the clock springs forward
  EXPECT_EQ(hours[0], "2026-03-29T00:00:00Z 2026-03-29 1");
  EXPECT_EQ(hours[1], "2026-03-29T01:00:00Z 2026-03-29 2");
  EXPECT_EQ(hours[22], "2026-03-29T22:00:00Z 2026-03-29 0");
  SeriesRequest opens = day;
  opens.metric = "opened";
  EXPECT_EQ(read(shop, opens)[22], "2026-03-29T22:00:00Z 2026-03-29 1");
  opens.metric = "opens";
  EXPECT_THAT(complaint(shop, opens), HasSubstr("64 opens is not known by the hour"));
  EXPECT_EQ(read(shop, {"orders", MetricInterval::kHour, date("2026-10-25"), date("2026-10-25")}).size(), 25U);
}

TEST(MetricSeries, ALevelIsThatOfTheIntervalsEndAndMissingWhereItIsNotKnown) {
  Shop shop;
  shop.put({"o1", "2026-01-04 10:00Z", "order", "p", "1"});
  shop.aggregate();
  shop.connection().execute(
      "insert into fact_subscribers (account_id, day, subscribers, basis)"
      " select 'acc', day, row_number() over (order by day), 'recorded'"
      " from generate_series(date '2026-01-06', '2026-01-12', '1 day') day");
  EXPECT_THAT(read(shop, {"subscribers", MetricInterval::kWeek, date("2026-01-05"), date("2026-01-18")}),
              ElementsAre("2026-01-05T00:00:00Z 2026-01-05 6", "2026-01-12T00:00:00Z 2026-01-12 missing"));
  EXPECT_EQ(read(shop, {"subscribers", MetricInterval::kDay, {}, date("2026-01-12")}).front(),
            "2026-01-06T00:00:00Z 2026-01-06 1");
}

TEST(MetricSeries, EndsWithTheLastCompleteDay) {
  Shop shop;
  shop.put({"o1", "2026-01-04 10:00Z", "order", "p", "1"});
  shop.put({"o2", "2026-01-06 10:00Z", "order", "p", "1"});
  shop.aggregate();
  EXPECT_EQ(read(shop, {"orders"}).size(), 3U);
  shop.connection().execute(
      "insert into watermarks (account_id, resource, complete_to) values ('acc', 'events', '2026-01-08 23:30Z')");
  EXPECT_EQ(read(shop, {"orders"}).size(), 4U);  // 8 January is under way
  shop.put({"o3", "2026-01-06 11:00Z", "order", "p", "1"});
  EXPECT_EQ(read(shop, {"orders"}).size(), 2U);  // and what changed is not built yet
}

TEST(MetricSeries, SaysWhatItDoesNotKnow) {
  Shop shop;
  EXPECT_THAT(complaint(shop, {"revenue"}), HasSubstr("65 there are no facts"));
  shop.metric("a", "Same", "Shopify");
  shop.metric("b", "Same", "WooCommerce");
  shop.aggregate();
  EXPECT_EQ(complaint(shop, {"revenu"}), "64 unknown metric: revenu | did you mean revenue?");
  EXPECT_EQ(complaint(shop, {"Viewd Form"}), "64 unknown metric: Viewd Form | did you mean Viewed Form?");
  EXPECT_THAT(complaint(shop, {"same"}), HasSubstr("several metrics have the name same: a (of Shopify), b (of"));
  EXPECT_THAT(read(shop, {"revenue"}), IsEmpty());
}

TEST(MetricSeries, EveryMetricCanBeListedAndRead) {
  Shop shop;
  shop.put({"o1", "2026-01-04 10:00Z", "order", "p", "1"});
  shop.aggregate();
  const CustomMetrics custom({{"aov", "revenue / orders", "here"}});
  const std::vector<MetricListing> all = list_metrics(shop.connection(), kAccount, custom);
  int custom_metrics = 0;
  for (const MetricListing& metric : all) {
    read(shop, {metric.metric}, custom);
    custom_metrics += metric.metric == "aov" ? 1 : 0;
    if (metric.metric == "order") EXPECT_TRUE(metric.has_data);
    if (metric.metric == "opened") EXPECT_FALSE(metric.has_data);
  }
  EXPECT_EQ(custom_metrics, 1);
}

}  // namespace
}  // namespace klytics::processing
