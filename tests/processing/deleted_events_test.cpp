// Facts after events that the vendor no longer has were moved to deleted_events.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "shop.h"

namespace klytics::processing {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// One person: a message, opened and clicked, an order that it led to with a line, a form before the second order.
void fill(Shop& shop) {
  shop.put({TestEvent{"received", "2026-01-05 08:00Z", "received", "p"}.with_message("C"),
            TestEvent{"opened", "2026-01-05 09:00Z", "opened", "p"}.with_message("C"),
            TestEvent{"clicked", "2026-01-06 09:00Z", "clicked", "p"}.with_message("C"),
            TestEvent{"bought", "2026-01-07 10:00Z", "order", "p", "10", {}, "A"},
            TestEvent{"line", "2026-01-07 10:00Z", "line", "p", "10", {}, "A:0"}.with_properties(
                R"({"ProductName":"Shirt","Quantity":1})"),
            TestEvent{"submitted", "2026-02-01 09:00Z", "form_submit", "p"}.with_form("W"),
            TestEvent{"again", "2026-02-02 10:00Z", "order", "p", "20", {}, "B"}});
  shop.aggregate();
}

// Removes an event, builds what it reaches, and expects that building everything changes nothing.
void lose(Shop& shop, const std::string& id) {
  shop.remove_gone(id);
  ASSERT_THAT(shop.rows("event_id", "deleted_events where event_id = '" + id + "'"), ElementsAre(id));
  const AggregateSummary summary = shop.aggregate();
  EXPECT_FALSE(summary.full);
  const std::vector<std::string> incremental = shop.event_facts();
  shop.aggregate_full();
  EXPECT_EQ(incremental, shop.event_facts());
}

TEST(DeletedEvents, AnOrderTakesItsMoneyItsLinesAndItsPlaceAlong) {
  Shop shop;
  fill(shop);
  lose(shop, "bought");
  EXPECT_THAT(shop.rows("order_id, order_number, acquisition_source", "fact_orders"), ElementsAre("B|1|form"));
  EXPECT_THAT(shop.rows("day, source, revenue", "fact_revenue"), ElementsAre("2026-02-02|form|20"));
  EXPECT_THAT(shop.rows("product", "fact_products"), IsEmpty());
  EXPECT_THAT(shop.rows("message_id", "fact_conversions"), IsEmpty());
}

TEST(DeletedEvents, AClickGivesTheOrderBackToTheOpen) {
  Shop shop;
  fill(shop);
  lose(shop, "clicked");
  EXPECT_THAT(shop.rows("order_id, source, campaign_id", "fact_orders"), ElementsAre("A|campaign|C", "B|form"));
  EXPECT_THAT(shop.rows("unique_opens, clicks, unique_clicks", "fact_engagement"), ElementsAre("1|0|0"));
  lose(shop, "opened");
  EXPECT_THAT(shop.rows("order_id, source", "fact_orders"), ElementsAre("A|other", "B|form"));
  EXPECT_THAT(shop.rows("received, opens, unique_opens", "fact_engagement"), ElementsAre("1|0|0"));
}

TEST(DeletedEvents, WithoutTheReceiptActionsStandOnTheirOwnDayAndAreNotUnique) {
  Shop shop;
  fill(shop);
  lose(shop, "received");
  EXPECT_THAT(shop.rows("day, received, opens, unique_opens, clicks, unique_clicks", "fact_engagement"),
              ElementsAre("2026-01-05|0|1|0|0|0", "2026-01-06|0|0|0|1|0"));
  EXPECT_THAT(shop.rows("day, conversions, converters", "fact_conversions"), ElementsAre("2026-01-07|1|0"));
}

TEST(DeletedEvents, AFormAndALineAreGoneFromWhatTheyLedTo) {
  Shop shop;
  fill(shop);
  lose(shop, "submitted");
  EXPECT_THAT(shop.rows("order_id, source", "fact_orders where order_id = 'B'"), ElementsAre("B|other"));
  EXPECT_THAT(shop.rows("form_id", "fact_forms"), IsEmpty());
  lose(shop, "line");
  EXPECT_THAT(shop.rows("product", "fact_order_products"), IsEmpty());
}

TEST(DeletedEvents, TheEventThatTheApiNamesMayBeSomebodyElses) {
  Shop shop;
  shop.put({TestEvent{"theirs", "2026-01-05 08:00Z", "received", "q"}.with_message("C"),
            TestEvent{"bought", "2026-01-07 10:00Z", "order", "p", "10"}.with_attributed_event("theirs")});
  shop.aggregate();
  EXPECT_THAT(shop.rows("source, campaign_id", "fact_orders"), ElementsAre("campaign|C"));
  lose(shop, "theirs");
  EXPECT_THAT(shop.rows("source", "fact_orders"), ElementsAre("other"));
}

TEST(DeletedEvents, WhatComesBackCountsAgain) {
  Shop shop;
  fill(shop);
  const std::vector<std::string> before = shop.event_facts();
  lose(shop, "clicked");
  shop.put(TestEvent{"clicked", "2026-01-06 09:00Z", "clicked", "p"}.with_message("C"));
  shop.aggregate();
  EXPECT_EQ(shop.event_facts(), before);
  EXPECT_THAT(shop.rows("event_id", "deleted_events"), IsEmpty());
}

// In London 29 March 2026 has 23 hours and 25 October 25.
TEST(DeletedEvents, DaysOf23And25HoursLoseWhatLiesInThem) {
  Shop shop;
  shop.put({{"first of 23", "2026-03-29 00:00Z", "order", "p", "1"},
            {"last of 23", "2026-03-29 22:59:59Z", "order", "p", "2"},
            {"next day", "2026-03-29 23:00Z", "order", "p", "4"},
            {"first of 25", "2026-10-24 23:00Z", "order", "p", "8"},
            {"last of 25", "2026-10-25 23:59:59Z", "order", "p", "16"},
            {"day after", "2026-10-26 00:00Z", "order", "p", "32"}});
  shop.aggregate();
  EXPECT_THAT(shop.rows("day, revenue", "fact_revenue"),
              ElementsAre("2026-03-29|3", "2026-03-30|4", "2026-10-25|24", "2026-10-26|32"));
  lose(shop, "last of 23");
  lose(shop, "first of 25");
  EXPECT_THAT(shop.rows("day, revenue", "fact_revenue"),
              ElementsAre("2026-03-29|1", "2026-03-30|4", "2026-10-25|16", "2026-10-26|32"));
}

}  // namespace
}  // namespace klytics::processing
