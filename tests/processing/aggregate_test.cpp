#include "processing/aggregate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "shop.h"

namespace klytics::processing {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

ErrorKind kind_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.kind();
  }
  ADD_FAILURE() << "nothing was thrown";
  return ErrorKind::kInternal;
}

TEST(Aggregate, ASecondRunFindsNothingToDo) {
  Shop shop;
  shop.put({"e1", "2026-01-10 10:00Z", "order", "p", "1"});
  EXPECT_EQ(shop.aggregate().reason, "first build");
  const AggregateSummary second = shop.aggregate();
  EXPECT_FALSE(second.full);
  EXPECT_EQ(second.dirty_days, 0);
  for (const FactChange& fact : second.facts) EXPECT_EQ(fact.removed + fact.added, 0) << fact.table;
  EXPECT_THAT(shop.rows("day", "dirty_days"), IsEmpty());
  EXPECT_THAT(shop.rows("event_id", "changed_events"), IsEmpty());
}

TEST(Aggregate, OnlyTheMarkedDaysChange) {
  Shop shop;
  shop.put({"e1", "2026-01-10 10:00Z", "order", "p", "1"});
  shop.put({"e2", "2026-01-11 10:00Z", "order", "q", "1"});
  shop.aggregate();
  shop.put({"e3", "2026-01-11 11:00Z", "order", "r", "1"});
  const AggregateSummary summary = shop.aggregate();
  EXPECT_EQ(summary.facts.at(0).added, 1);
  EXPECT_EQ(summary.facts.at(1).removed, 1);
  EXPECT_EQ(summary.facts.at(1).added, 1);
}

TEST(Aggregate, AMarkSetWhileItRunsSurvives) {
  Shop shop;
  shop.put({"e1", "2026-01-10 10:00Z", "order", "p", "1"});
  shop.options.on_step = [&, done = false](std::string_view step) mutable {
    if (done || step != "add_revenue") return;
    done = true;  // as another session would, between the reading of the marks and their removal
    shop.connection().execute(
        "update dirty_days set marked_at = clock_timestamp();"
        "insert into dirty_days values ('acc', 'order', '2026-02-01')");
  };
  shop.aggregate();
  EXPECT_THAT(shop.rows("metric_id, day", "dirty_days"), ElementsAre("order|2026-01-10", "order|2026-02-01"));
}

TEST(Aggregate, WhatWasStoredDuringTheFirstBuildIsBuiltWithEverything) {
  Shop shop;
  shop.put({"e1", "2026-01-10 10:00Z", "order", "p", "1"});
  storage::Connection collector = shop.connect();
  bool done = false;
  shop.options.on_step = [&](std::string_view step) {
    if (done || step != "record_build") return;
    done = true;  // as a collection does that saw no build yet
    collector.execute(
        "insert into changed_events (account_id, event_id, occurred_at, is_gone)"
        " values ('acc', '', '-infinity', false)");
  };
  EXPECT_EQ(shop.aggregate().reason, "first build");
  EXPECT_EQ(shop.aggregate().reason, "events were stored while facts were built for the first time");
  EXPECT_FALSE(shop.aggregate().full);
}

TEST(Aggregate, WhenMuchOfAllEventsChangedEverythingIsBuilt) {
  Shop shop;
  shop.options.few_changes = 1;
  shop.put({"e1", "2026-01-10 10:00Z", "order", "p", "1"});
  shop.aggregate();
  shop.put({"e2", "2026-01-11 10:00Z", "order", "p", "2"});
  EXPECT_FALSE(shop.aggregate().full);
  shop.put({{"e3", "2026-01-12 10:00Z", "order", "p", "3"}, {"e4", "2026-01-13 10:00Z", "order", "p", "4"}});
  EXPECT_EQ(shop.aggregate().reason, "much of all events changed since the last build");
  EXPECT_THAT(shop.rows("sum(revenue)", "fact_revenue"), ElementsAre("10"));
  EXPECT_FALSE(shop.aggregate().full);
}

TEST(Aggregate, ASecondOneAtTheSameTimeIsToldToTryLater) {
  Shop shop;
  storage::Connection other = shop.connect();
  other.transaction([&] {
    other.query("queries/aggregate/lock", {"acc"});
    EXPECT_EQ(kind_of([&] { shop.aggregate(); }), ErrorKind::kTryLater);
  });
  shop.aggregate();
}

TEST(Aggregate, AFailureLeavesFactsAndMarksAsTheyWere) {
  Shop shop;
  shop.put({"e1", "2026-01-10 10:00Z", "order", "p", "1"});
  shop.aggregate();
  shop.put({"e2", "2026-01-10 10:00Z", "order", "p", "2"});
  shop.options.on_step = [](std::string_view step) {
    if (step == "record_build") throw Error(ErrorKind::kIo, "interrupted");
  };
  EXPECT_EQ(kind_of([&] { shop.aggregate(); }), ErrorKind::kIo);
  EXPECT_THAT(shop.rows("order_id", "fact_orders"), ElementsAre("e1"));
  EXPECT_THAT(shop.rows("metric_id, day", "dirty_days"), ElementsAre("order|2026-01-10"));
}

TEST(Aggregate, AnUnknownAccountIsMissingInput) {
  Shop shop;
  shop.options.account_id = "nobody";
  EXPECT_EQ(kind_of([&] { shop.aggregate(); }), ErrorKind::kInputMissing);
}

TEST(Aggregate, WithoutAConversionMetricThereAreNoOrdersAndAWarning) {
  Shop shop;
  shop.put({"e1", "2026-01-10 10:00Z", "order", "p", "1"});
  shop.aggregate();
  shop.metric("order", "Bought", "Shopify");
  const AggregateSummary summary = shop.aggregate();
  EXPECT_TRUE(summary.full);
  EXPECT_THAT(summary.warnings, ElementsAre(HasSubstr("no metric stands for an order")));
  EXPECT_THAT(shop.rows("order_id", "fact_orders"), IsEmpty());
  EXPECT_THAT(shop.rows("day", "fact_revenue"), IsEmpty());
}

TEST(Aggregate, TheMappedRevenueMetricComesBeforeTheWellKnownName) {
  Shop shop;
  shop.metric("checkout", "Checkout Done", "Shopify");
  shop.connection().execute(
      "insert into mapped_metrics (account_id, mapping_id, metric_id, raw) values ('acc', 'revenue', 'checkout', "
      "'{}')");
  shop.put({"e1", "2026-01-10 10:00Z", "order", "p", "1"});
  shop.put({"e2", "2026-01-10 10:00Z", "checkout", "p", "2"});
  shop.aggregate();
  EXPECT_THAT(shop.rows("order_id", "fact_orders"), ElementsAre("e2"));
  shop.options.conversion_metric = "placed order";
  shop.aggregate();
  EXPECT_THAT(shop.rows("order_id", "fact_orders"), ElementsAre("e1"));
}

TEST(Aggregate, OfTwoMetricsOfTheNameTheOneWithEventsOfAShopCounts) {
  Shop shop;
  shop.metric("idle", "Placed Order", "WooCommerce");
  shop.metric("own", "Placed Order", "Klaviyo");
  shop.put({"e1", "2026-01-10 10:00Z", "order", "p", "1"});
  shop.put({"e2", "2026-01-10 10:00Z", "own", "p", "1"});
  shop.aggregate();
  EXPECT_THAT(shop.rows("order_id", "fact_orders"), ElementsAre("e1"));
  shop.put({"e3", "2026-01-10 10:00Z", "idle", "p", "1"});
  EXPECT_EQ(kind_of([&] { shop.aggregate(); }), ErrorKind::kConfiguration);
}

TEST(Aggregate, AMetricKeepsItsRoleWhenItIsRenamed) {
  Shop shop;
  shop.put(TestEvent{"t", "2026-01-10 10:00Z", "opened", "p"}.with_message("C1"));
  shop.put({"o", "2026-01-10 11:00Z", "order", "p", "3"});
  shop.aggregate();
  shop.metric("opened", "Looked at Email", "Klaviyo");
  shop.aggregate_full();
  EXPECT_THAT(shop.rows("channel", "fact_orders"), ElementsAre("email"));
}

TEST(Aggregate, TheCalendarCoversTheEventsAndTwoYearsAhead) {
  Shop shop;
  shop.put({"e1", "2024-02-29 12:00Z", "order", "p", "1"});
  shop.aggregate();
  EXPECT_THAT(shop.rows("min(day), max(day) >= current_date + 730, count(*) = max(day) - min(day) + 1", "dim_date"),
              ElementsAre("2024-02-29|t|t"));
  EXPECT_THAT(shop.rows("iso_year, iso_week, day_of_week, is_weekend, quarter, week_start",
                        "dim_date where day = '2027-01-03'"),
              ElementsAre("2026|53|7|t|1|2026-12-28"));
}

}  // namespace
}  // namespace klytics::processing
