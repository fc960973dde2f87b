#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "shop.h"

namespace klytics::processing {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kLines = "order_id, product, name, coalesce(quantity::text, '-'), coalesce(revenue::text, '-')";
constexpr const char* kDays = "day, product, quantity, revenue, orders";

TestEvent order(const std::string& id, const std::string& time, const std::string& properties) {
  return TestEvent{id, "2026-01-" + time + "Z", "order", "p", "10"}.with_properties(properties);
}

TEST(ProductFacts, EventsOfOrderedProductsNameTheirOrder) {
  Shop shop;
  TestEvent first = order("o1", "10 10:00", R"({"Items":["Shirt","Scarf"]})");
  first.unique_id = "1001";
  TestEvent by_prefix = TestEvent{"l1", "2026-01-10 10:00Z", "line", "p", "7.50"}.with_properties(
      R"({"ProductName":"Shirt","ProductID":"S1","Quantity":2})");
  by_prefix.unique_id = "1001:0";
  const TestEvent by_order = TestEvent{"l2", "2026-01-10 10:00Z", "line", "p", "2.5"}.with_properties(
      R"({"ProductName":"Scarf","Quantity":"1","OrderId":"1001"})");
  const TestEvent of_nobody = TestEvent{"l3", "2026-01-10 10:00Z", "line", "q", "9"}.with_properties(
      R"({"ProductName":"Scarf","Quantity":1,"OrderId":"1001"})");
  shop.put({first, by_prefix, by_order, of_nobody});
  shop.aggregate();
  EXPECT_THAT(shop.rows(kLines, "fact_order_products"), ElementsAre("1001|S1|Shirt|2|7.50", "1001|Scarf|Scarf|1|2.5"));
  EXPECT_THAT(shop.rows(kDays, "fact_products"), ElementsAre("2026-01-10|S1|2|7.50|1", "2026-01-10|Scarf|1|2.5|1"));
}

TEST(ProductFacts, ElseTheOrderTellsItselfAndNothingIsInvented) {
  Shop shop;
  shop.put(order("names", "10 10:00", R"({"Items":["Shirt","Scarf","Shirt"]})"));
  shop.put(order("objects", "11 10:00",
                 R"({"Items":[{"ProductName":"Shirt","SKU":"S1","Quantity":2,"ItemPrice":1.5},{"title":"Gift"}]})"));
  shop.put(order("shop", "12 10:00",
                 R"({"Items":["Shirt"],"$extra":{"line_items":[{"title":"Scarf","price":"3.10","quantity":3}]}})"));
  shop.put(order("odd", "13 10:00",
                 R"({"Items":[1,null,[],{},{"Quantity":1},{"Name":"Hat","Quantity":"two","RowTotal":"1e2"}]})"));
  shop.put(order("text", "14 10:00", R"({"Items":"Shirt","$extra":[1]})"));
  shop.put(order("array", "14 11:00", "[1,2]"));
  shop.put(order("null", "14 12:00", "null"));
  shop.put(order("nul", "14 13:00", R"({"Items":["Shirt"],"Note":"a\u0000b"})"));
  shop.put(order("emoji", "15 13:00", R"({"Items":["Shirt \ud83d\ude00"]})"));
  shop.aggregate();
  EXPECT_THAT(shop.rows(kLines, "fact_order_products"),
              ElementsAre("emoji|Shirt \xF0\x9F\x98\x80|Shirt \xF0\x9F\x98\x80|-|-", "names|Scarf|Scarf|-|-",
                          "names|Shirt|Shirt|-|-", "objects|Gift|Gift|-|-", "objects|S1|Shirt|2|3.0",
                          "odd|Hat|Hat|-|100", "shop|Scarf|Scarf|3|9.30"));
}

TEST(ProductFacts, WhatIsBlankInALineIsNotThere) {
  Shop shop;
  shop.put(order("o1", "10 10:00",
                 R"({"Items":[{"ProductID":" ","SKU":"S1","ProductName":"","Name":"Hat","Quantity":"","quantity":2,)"
                 R"("RowTotal":"\t","line_price":" ","ItemPrice":"","price":"4.5"},{"ProductID":"","Name":"  "}]})"));
  shop.put(TestEvent{"l1", "2026-01-10 10:00Z", "line", "p", "9"}.with_properties(
      R"({"ProductName":"Scarf","OrderId":" "})"));
  shop.aggregate();
  EXPECT_THAT(shop.rows(kLines, "fact_order_products"), ElementsAre("o1|S1|Hat|2|9.0"));
}

TEST(ProductFacts, ALateLineAndACorrectedOrderReachTheirDays) {
  Shop shop;
  TestEvent placed = order("o1", "10 10:00", R"({"Items":["Shirt"]})");
  placed.unique_id = "A";
  shop.put(placed);
  shop.aggregate();
  TestEvent line =
      TestEvent{"l1", "2026-01-10 10:00Z", "line", "p", "4"}.with_properties(R"({"ProductName":"Shirt","Quantity":2})");
  line.unique_id = "A:0";
  shop.put(line);
  EXPECT_FALSE(shop.aggregate().full);
  EXPECT_THAT(shop.rows(kDays, "fact_products"), ElementsAre("2026-01-10|Shirt|2|4|1"));
  placed.time = "2026-01-12 10:00Z";
  shop.put(placed);
  shop.aggregate();
  EXPECT_THAT(shop.rows(kDays, "fact_products"), ElementsAre("2026-01-12|Shirt|2|4|1"));
  line.profile = "q";  // the line was somebody else's: the order's own event is left
  shop.put(line);
  shop.aggregate();
  EXPECT_THAT(shop.rows(kDays, "fact_products"), ElementsAre("2026-01-12|Shirt|0|0|1"));
}

TEST(ProductFacts, AnOrderWithoutACurrencysRateHasQuantitiesButNoMoney) {
  Shop shop;
  TestEvent euros = order("o1", "10 10:00", R"({"Items":[{"Name":"Hat","Quantity":2,"RowTotal":8}]})");
  euros.currency = "EUR";
  shop.put(euros);
  shop.aggregate();
  EXPECT_THAT(shop.rows(kLines, "fact_order_products"), ElementsAre("o1|Hat|Hat|2|-"));
  shop.options.rates = {{"EUR", {}, "0.9"}};
  EXPECT_TRUE(shop.aggregate().full);
  EXPECT_THAT(shop.rows(kLines, "fact_order_products"), ElementsAre("o1|Hat|Hat|2|7.2"));
}

TEST(ProductFacts, WithoutOrdersThereAreNoProducts) {
  Shop shop;
  shop.put(TestEvent{"l1", "2026-01-10 10:00Z", "line", "p", "4"}.with_properties(R"({"ProductName":"Shirt"})"));
  shop.aggregate();
  EXPECT_THAT(shop.rows(kDays, "fact_products"), IsEmpty());
}

}  // namespace
}  // namespace klytics::processing
