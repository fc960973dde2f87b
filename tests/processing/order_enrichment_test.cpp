#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "shop.h"

namespace klytics::processing {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kCustomer =
    "order_id, order_number, coalesce(days_since_previous::text, '-'), acquisition_channel, acquisition_source";

TEST(OrderEnrichment, ALateEarlierOrderRenumbersAndChangesHowThePersonWasAcquired) {
  Shop shop;
  shop.put({"o2", "2026-01-15 10:00Z", "order", "p", "1"});
  shop.put({"o3", "2026-01-15 12:00Z", "order", "p", "1"});
  shop.put({"q1", "2026-01-15 12:00Z", "order", "q", "1"});
  shop.put({"n1", "2026-01-15 12:00Z", "order", {}, "1"});
  shop.aggregate();
  EXPECT_THAT(shop.rows(kCustomer, "fact_orders"),
              ElementsAre("n1|0|-", "o2|1|-|none|other", "o3|2|0|none|other", "q1|1|-|none|other"));
  shop.put(TestEvent{"o1", "2026-01-10 10:00Z", "order", "p", "1"}.with_attributed_campaign("C1"));
  EXPECT_FALSE(shop.aggregate().full);
  EXPECT_THAT(shop.rows(kCustomer, "fact_orders where profile_id = 'p'"),
              ElementsAre("o1|1|-|none|campaign", "o2|2|5|none|campaign", "o3|3|0|none|campaign"));
}

TEST(OrderEnrichment, BothModelsStandSideBySideWhicheverCounts) {
  Shop shop;
  shop.put(TestEvent{"t", "2026-01-10 09:00Z", "clicked", "p"}.with_message("C9"));
  shop.put(TestEvent{"o", "2026-01-10 10:00Z", "order", "p", "1"}.with_attributed_flow("F1"));
  shop.put(TestEvent{"s", "2026-01-10 11:00Z", "order", "p", "1"});
  constexpr const char* kModels =
      "order_id, attribution, source, coalesce(native_source, '-'), coalesce(native_source_id, '-'),"
      " coalesce(session_source, '-'), coalesce(session_source_id, '-')";
  shop.aggregate();
  EXPECT_THAT(shop.rows(kModels, "fact_orders"),
              ElementsAre("o|native|flow|flow|F1|campaign|C9", "s|session|campaign|-|-|campaign|C9"));
  shop.options.attribution = {"session"};
  EXPECT_TRUE(shop.aggregate().full);
  EXPECT_THAT(shop.rows(kModels, "fact_orders"),
              ElementsAre("o|session|campaign|flow|F1|campaign|C9", "s|session|campaign|-|-|campaign|C9"));
  shop.options.attribution = {"native"};
  shop.aggregate();
  EXPECT_THAT(shop.rows(kModels, "fact_orders"),
              ElementsAre("o|native|flow|flow|F1|campaign|C9", "s|other|-|-|campaign|C9"));
}

TEST(OrderEnrichment, MoneyIsConvertedByTheRateOfItsDayExactly) {
  Shop shop;
  shop.options.rates = {{"EUR", {}, "0.5"},
                        {"EUR", parse_date("2026-01-11"), "0.875"},
                        {"USD", parse_date("2026-01-11"), "0.79"},
                        {"GBP", {}, "3"}};  // the account's own: needs no rate
  shop.put({"e1", "2026-01-10 23:59Z", "order", "p", "10.10", "EUR"});
  shop.put({"e2", "2026-01-11 00:00Z", "order", "p", "10.10", "eur"});
  shop.put({"u1", "2026-01-10 10:00Z", "order", "p", "1", "USD"});
  shop.put({"g1", "2026-01-10 10:00Z", "order", "p", "2", "GBP"});
  const AggregateSummary summary = shop.aggregate();
  EXPECT_THAT(
      shop.rows("order_id, amount, coalesce(foreign_amount::text, '-'), coalesce(rate::text, '-')", "fact_orders"),
      ElementsAre("e1|5.050|10.10|0.5", "e2|8.83750|10.10|0.875", "g1|2|-|-", "u1|0|1|-"));
  EXPECT_THAT(shop.rows("day, revenue, orders", "fact_revenue"),
              ElementsAre("2026-01-10|7.050|2", "2026-01-11|8.83750|1"));
  EXPECT_THAT(summary.warnings, ElementsAre(HasSubstr("orders in USD, which has no rate")));
  EXPECT_THAT(shop.rows("day, value, excluded", "fact_metrics"),
              ElementsAre("2026-01-10|7.050|1", "2026-01-11|8.83750|0"));
  shop.options.rates.clear();
  EXPECT_TRUE(shop.aggregate().full);
  EXPECT_THAT(shop.rows("day, revenue, orders", "fact_revenue"), ElementsAre("2026-01-10|2|1"));
}

TEST(MetricFacts, CountEveryMetricOnTheLocalDayOfA23And25HourDay) {
  Shop shop;
  shop.put({"a", "2026-03-29 00:00Z", "unknown", "p"});
  shop.put({"b", "2026-03-29 22:59Z", "unknown", "p"});
  shop.put({"c", "2026-03-29 23:00Z", "unknown", "p"});
  shop.put({"d", "2026-10-24 23:00Z", "unknown", "p"});
  shop.put({"e", "2026-10-25 23:59Z", "unknown", "p"});
  shop.put({"f", "2026-10-26 00:00Z", "unknown", "p"});
  shop.aggregate();
  EXPECT_THAT(
      shop.rows("day, metric_id, events", "fact_metrics"),
      ElementsAre("2026-03-29|unknown|2", "2026-03-30|unknown|1", "2026-10-25|unknown|2", "2026-10-26|unknown|1"));
  shop.put({"a", "2026-03-30 10:00Z", "unknown", "p"});  // moved
  shop.put({"b", "2026-03-30 10:00Z", "unknown", "p"});
  EXPECT_FALSE(shop.aggregate().full);
  EXPECT_THAT(shop.rows("day, metric_id, events", "fact_metrics where day < '2026-10-01'"),
              ElementsAre("2026-03-30|unknown|3"));
}

}  // namespace
}  // namespace klytics::processing
