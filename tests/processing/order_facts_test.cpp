#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "shop.h"

namespace klytics::processing {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kOrders = "day, order_id, profile_id, amount, order_number, coalesce(previous_day::text, '-')";
constexpr const char* kTouch =
    "order_id, channel, source, coalesce(attribution, '-'), coalesce(campaign_id, campaign_message_id, flow_id, "
    "form_id, '-'),"
    " coalesce(flow_message_id, '-')";

TEST(OrderFacts, AnOrderStandsOnTheLocalDayAlsoWhenTheClockChanges) {
  Shop shop;
  shop.put({"e1", "2011-03-27 00:30Z", "order", "p", "10.50"});  // 00:30, winter time
  shop.put({"e2", "2011-03-27 22:59Z", "order", "p", "1"});      // 23:59, summer time
  shop.put({"e3", "2011-03-27 23:00Z", "order", "p", "2"});      // 00:00 of the next day
  shop.put({"e4", "2011-10-30 23:59:59Z", "order", "p", "4"});   // the last second of a day of 25 hours
  shop.aggregate();
  EXPECT_THAT(shop.rows(kOrders, "fact_orders"),
              ElementsAre("2011-03-27|e1|p|10.50|1|-", "2011-03-27|e2|p|1|2|2011-03-27",
                          "2011-03-28|e3|p|2|3|2011-03-27", "2011-10-30|e4|p|4|4|2011-03-28"));
  EXPECT_THAT(shop.rows("day, revenue, orders, customers", "fact_revenue"),
              ElementsAre("2011-03-27|11.50|2|1", "2011-03-28|2|1|1", "2011-10-30|4|1|1"));
}

TEST(OrderFacts, AMidnightThatComesTwiceBelongsToOneDay) {
  Shop shop("America/Havana");  // on 2026-11-01 the hour from 00:00 happens twice
  shop.put({"a", "2026-11-01 04:10Z", "order", "p", "1"});
  shop.aggregate();
  shop.put({"b", "2026-11-01 05:10Z", "order", "p", "2"});
  shop.put({"c", "2026-11-01 04:05Z", "order", "p", "4"});
  shop.aggregate();
  EXPECT_THAT(shop.rows("day, revenue, orders", "fact_revenue"), ElementsAre("2026-11-01|7|3"));
}

TEST(OrderFacts, OfEventsWithOneOrderIdAndPersonTheLatestCounts) {
  Shop shop;
  shop.put({"e1", "2026-01-05 10:00Z", "order", "p", "10", {}, "A"});
  shop.put({"e2", "2026-01-06 10:00Z", "order", "p", "12", {}, "A"});
  shop.put({"e3", "2026-01-06 10:00Z", "order", "q", "7", {}, "A"});  // another person: another order
  shop.aggregate();
  EXPECT_THAT(shop.rows(kOrders, "fact_orders"), ElementsAre("2026-01-06|A|p|12|1|-", "2026-01-06|A|q|7|1|-"));
  shop.put({"e2", "2026-01-08 10:00Z", "order", "q", "12", {}, "A"});  // corrected: the first event counts again
  shop.aggregate();
  EXPECT_THAT(shop.rows(kOrders, "fact_orders"), ElementsAre("2026-01-05|A|p|10|1|-", "2026-01-08|A|q|12|1|-"));
  EXPECT_THAT(shop.rows("day, revenue, orders, customers", "fact_revenue"),
              ElementsAre("2026-01-05|10|1|1", "2026-01-08|12|1|1"));
}

TEST(OrderFacts, ALateOrderRenumbersThePersonsOrders) {
  Shop shop;
  shop.put({"e2", "2026-01-20 10:00Z", "order", "p", "2"});
  shop.put({"e3", "2026-02-20 10:00Z", "order", "p", "3"});
  shop.aggregate();
  shop.put({"e1", "2026-01-10 10:00Z", "order", "p", "1"});
  const AggregateSummary summary = shop.aggregate();
  EXPECT_FALSE(summary.full);
  EXPECT_EQ(summary.dirty_days, 1);
  EXPECT_THAT(shop.rows(kOrders, "fact_orders"),
              ElementsAre("2026-01-10|e1|p|1|1|-", "2026-01-20|e2|p|2|2|2026-01-10", "2026-02-20|e3|p|3|3|2026-01-20"));
}

TEST(OrderFacts, OrdersThatNameNobodyCountAsOrdersButNotAsCustomers) {
  Shop shop;
  shop.put({"e1", "2026-01-10 10:00Z", "order", {}, "1"});
  shop.put({"e2", "2026-01-10 11:00Z", "order", {}, "2"});
  shop.aggregate();
  shop.put({"e3", "2026-01-10 12:00Z", "order", {}, "4"});
  shop.aggregate();
  EXPECT_THAT(shop.rows(kOrders, "fact_orders"),
              ElementsAre("2026-01-10|e1||1|0|-", "2026-01-10|e2||2|0|-", "2026-01-10|e3||4|0|-"));
  EXPECT_THAT(shop.rows("revenue, orders, customers", "fact_revenue"), ElementsAre("7|3|0"));
}

TEST(OrderFacts, AnOrderInAnotherCurrencyIsKeptOutOfMoneyAndReported) {
  Shop shop;
  shop.put({"e1", "2026-01-10 10:00Z", "order", "p", "10", "GBP"});
  shop.put({"e2", "2026-01-10 11:00Z", "order", "p", "99.90", "EUR"});
  shop.put({"e3", "2026-01-10 12:00Z", "order", "p"});
  const AggregateSummary summary = shop.aggregate();
  EXPECT_THAT(shop.rows("order_id, amount, currency, foreign_amount", "fact_orders"),
              ElementsAre("e1|10|GBP", "e2|0|EUR|99.90", "e3|0|GBP"));
  EXPECT_THAT(shop.rows("revenue, orders, customers", "fact_revenue"), ElementsAre("10|2|1"));
  EXPECT_THAT(summary.warnings,
              ElementsAre(HasSubstr("orders in EUR, which has no rate, left out of revenue: 1, together 99.90"),
                          HasSubstr("without a value, counted as 0: 1")));
}

TEST(Attribution, NativeComesFirstAndTakesTheChannelFromTheMessage) {
  Shop shop;
  shop.connection().execute(
      "insert into campaigns (account_id, campaign_id, name, channel, archived, raw)"
      " values ('acc', 'C1', 'Sale', 'sms', false, '{}');"
      "insert into flow_messages (account_id, flow_message_id, flow_id, channel, raw)"
      " values ('acc', 'FM1', 'F1', 'push', '{}')");
  shop.put(TestEvent{"t", "2026-01-10 09:00Z", "opened", "p"}.with_message("C9"));
  shop.put(TestEvent{"campaign", "2026-01-10 10:00Z", "order", "p", "1"}.with_attributed_campaign("C1"));
  shop.put(TestEvent{"flow", "2026-01-10 11:00Z", "order", "p", "1"}.with_attributed_flow_message("FM1"));
  shop.put(TestEvent{"deleted", "2026-01-10 12:00Z", "order", "p", "1"}
               .with_attributed_event("t")
               .with_attributed_campaign_message("gone"));
  shop.put(TestEvent{"event", "2026-01-10 13:00Z", "order", "p", "1"}.with_attributed_event("t"));
  shop.put(TestEvent{"own", "2026-01-10 14:00Z", "order", "p", "1"}.with_message("C7"));
  shop.aggregate();
  EXPECT_THAT(
      shop.rows(kTouch, "fact_orders"),
      ElementsAre("campaign|sms|campaign|native|C1|-", "deleted|email|campaign|native|gone|-",
                  "event|email|campaign|native|C9|-", "flow|push|flow|native|F1|FM1", "own|none|campaign|native|C7|-"));
}

TEST(Attribution, AMessageThatBecomesKnownLaterChangesTheOrdersItLedTo) {
  Shop shop;
  shop.put(TestEvent{"o", "2026-01-10 10:00Z", "order", "p", "1"}.with_attributed_campaign_message("M1"));
  shop.aggregate();
  EXPECT_THAT(shop.rows("channel, source, revenue", "fact_revenue"), ElementsAre("none|campaign|1"));
  shop.connection().execute(
      "insert into campaigns (account_id, campaign_id, name, channel, archived, raw)"
      " values ('acc', 'C1', 'Sale', 'email', true, '{}');"
      "insert into campaign_messages (account_id, campaign_message_id, campaign_id, raw) values ('acc', 'M1', 'C1', "
      "'{}')");
  EXPECT_FALSE(shop.aggregate().full);
  EXPECT_THAT(shop.rows(kTouch, "fact_orders"), ElementsAre("o|email|campaign|native|C1|-"));
  EXPECT_THAT(shop.rows("channel, source, revenue", "fact_revenue"), ElementsAre("email|campaign|1"));
}

TEST(Attribution, ASessionLasts120HoursAfterAnEmailAnd24AfterATextMessage) {
  Shop shop;
  const auto session = [&](const std::string& person, const std::string& metric, const std::string& order_time) {
    shop.put(TestEvent{"t" + person, "2026-01-10 10:00:00Z", metric, person}.with_message("C1"));
    shop.put({"o" + person, order_time, "order", person, "1"});
  };
  session("1", "opened", "2026-01-15 10:00:00Z");
  session("2", "clicked", "2026-01-15 10:00:01Z");
  session("3", "clicked_sms", "2026-01-11 10:00:00Z");
  session("4", "clicked_sms", "2026-01-11 10:00:01Z");
  session("5", "received", "2026-01-10 11:00:00Z");  // a receipt is no touch
  session("6", "opened", "2026-01-10 10:00:00Z");    // not later
  shop.aggregate();
  EXPECT_THAT(shop.rows(kTouch, "fact_orders"),
              ElementsAre("o1|email|campaign|session|C1|-", "o2|none|other|-|-|-", "o3|sms|campaign|session|C1|-",
                          "o4|none|other|-|-|-", "o5|none|other|-|-|-", "o6|none|other|-|-|-"));
}

TEST(Attribution, TheLatestTouchThatStillCountsWins) {
  Shop shop;
  shop.put(TestEvent{"t1", "2026-01-10 10:00Z", "opened", "p"}.with_message("C1"));
  shop.put(TestEvent{"t2", "2026-01-10 11:00Z", "clicked", "p"}.with_message("FM").with_flow("F"));
  shop.put(TestEvent{"t3", "2026-01-10 12:00Z", "clicked_sms", "p"}.with_message("C3"));
  shop.put({"o1", "2026-01-10 13:00Z", "order", "p", "1"});
  shop.put({"o2", "2026-01-12 13:00Z", "order", "p", "1"});
  shop.aggregate();
  EXPECT_THAT(shop.rows(kTouch, "fact_orders"),
              ElementsAre("o1|sms|campaign|session|C3|-", "o2|email|flow|session|F|FM"));
}

TEST(Attribution, AFormCountsOnlyWhereNoMessageDoes) {
  Shop shop;
  shop.put(TestEvent{"s1", "2026-01-10 10:00Z", "form_submit", "p"}.with_form("W1"));
  shop.put(TestEvent{"s2", "2026-01-10 10:00Z", "form_submit", "q"}.with_form("W2"));
  shop.put(TestEvent{"t", "2026-01-10 09:00Z", "opened", "q"}.with_message("C1"));
  shop.put({"o1", "2026-01-15 10:00Z", "order", "p", "3"});
  shop.put({"o2", "2026-01-10 11:00Z", "order", "q", "4"});
  shop.put({"o3", "2026-01-15 10:01Z", "order", "p", "5"});
  shop.aggregate();
  EXPECT_THAT(shop.rows(kTouch, "fact_orders"),
              ElementsAre("o1|none|form|form|W1|-", "o2|email|campaign|session|C1|-", "o3|none|other|-|-|-"));
}

TEST(Attribution, ALateTouchReachesOrdersThatAreThereAlready) {
  Shop shop;
  shop.put({"o", "2026-01-12 10:00Z", "order", "p", "3"});
  shop.aggregate();
  shop.put(TestEvent{"t", "2026-01-10 10:00Z", "opened", "p"}.with_message("C1"));
  EXPECT_FALSE(shop.aggregate().full);
  EXPECT_THAT(shop.rows(kTouch, "fact_orders"), ElementsAre("o|email|campaign|session|C1|-"));
  shop.put(TestEvent{"t", "2026-01-05 10:00Z", "opened", "p"}.with_message(
      "C1"));  // its time is corrected: too early to count
  shop.aggregate();
  EXPECT_THAT(shop.rows(kTouch, "fact_orders"), ElementsAre("o|none|other|-|-|-"));
}

TEST(Attribution, ModelsAreAskedInTheConfiguredOrder) {
  Shop shop;
  shop.put(TestEvent{"t", "2026-01-10 10:00Z", "opened", "p"}.with_message("C1"));
  shop.put(TestEvent{"o", "2026-01-10 11:00Z", "order", "p", "3"}.with_attributed_campaign("C2"));
  shop.options.attribution = {"session", "native"};
  shop.aggregate();
  EXPECT_THAT(shop.rows(kTouch, "fact_orders"), ElementsAre("o|email|campaign|session|C1|-"));
  shop.options.attribution = {"native"};
  const AggregateSummary summary = shop.aggregate();
  EXPECT_TRUE(summary.full);
  EXPECT_THAT(summary.reason, HasSubstr("settings"));
  EXPECT_THAT(shop.rows(kTouch, "fact_orders"), ElementsAre("o|none|campaign|native|C2|-"));
  shop.options.attribution = {"last-click"};
  EXPECT_THROW(shop.aggregate(), Error);
}

}  // namespace
}  // namespace klytics::processing
