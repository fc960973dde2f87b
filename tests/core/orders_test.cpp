#include "core/orders.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <unordered_map>

#include "core/error.h"

namespace klytics {
namespace {

Orders read(std::string_view text, const OrderColumns& columns, const char* zone = "UTC") {
  CsvReader reader(text, "orders.csv");
  const CsvHeader header(reader);
  const TimeZone time_zone(zone);
  Orders orders;
  OrderReader(header, columns, time_zone).read(reader, orders);
  return orders;
}

std::string error_of(std::string_view text, const OrderColumns& columns) {
  try {
    read(text, columns);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kBadData);
    return error.what();
  }
  return "no error";
}

const OrderColumns kColumns{.amount = "amount"};

TEST(Orders, SkipsAndCountsRowsWithoutCustomerThenOfAmountZero) {
  const Orders orders = read(
      "customer,date,amount\n"
      "ann,2026-01-01,5\n,2026-01-02,-7\n,2026-01-02,0\nbob,2026-01-03,0.00\nann,2026-01-04,2.5\n",
      kColumns);
  EXPECT_EQ(orders.size(), 2U);
  EXPECT_EQ(orders.rows_without_customer, 2U);
  EXPECT_EQ(orders.rows_of_amount_zero, 1U);
  EXPECT_EQ(orders.amounts, (std::vector<MoneyMicros>{5'000'000, 2'500'000}));
  ASSERT_EQ(orders.free_rows.size(), 1U);
  EXPECT_EQ(orders.customer_ids.text(orders.free_rows[0].customer), "bob");
}

TEST(Orders, ANegativeAmountIsAnErrorThatNamesThePlace) {
  EXPECT_EQ(error_of("customer,date,amount\nann,2026-01-01,5\nann,2026-01-02,-0.01\n", kColumns),
            "orders.csv:3: column amount: an order's amount must not be negative: \"-0.01\"");
  EXPECT_EQ(error_of("customer,date,amount\nann,2026-01-01,five\n", kColumns),
            "orders.csv:2: column amount: not an amount: \"five\"");
}

TEST(Orders, ADateThatDoesNotParseIsAnErrorThatNamesThePlace) {
  for (const char* date : {"2026-02-30", "01/02/2026", "", "2026-01-01 25:00:00", "2026-01-01T10:00:00+99:00",
                           "2026-01-01x", "2026-01-01 10:0", "2026-01-01 10:00:00."})
    EXPECT_EQ(error_of(std::string("customer,date\nann,") + date + "\n", {}),
              std::string("orders.csv:2: column date: not a date: \"") + date + "\"");
}

TEST(Orders, ALocalTimeKeepsItsDayAndAnInstantGetsTheDayOfTheZone) {
  const Orders orders =
      read("customer,date\na,2026-01-01\na,2026-01-01 23:59\na,2026-01-01T23:59:59.5\na,2025-12-31T23:30:00Z\n", {},
           "Europe/Paris");
  const std::int32_t day = orders.days[0];
  EXPECT_EQ(orders.days, (std::vector<std::int32_t>{day, day, day, day}));
}

TEST(Orders, ConditionsChooseRowsBeforeAnythingIsChecked) {
  OrderColumns columns = kColumns;
  columns.where = {parse_condition("cancelled=0"), parse_condition("amount<100")};
  const Orders orders = read(
      "customer,date,amount,cancelled\nann,2026-01-01,5,0\nann,never,-9,1\nann,2026-01-01,250,0\nbob,2026-01-02,30,0."
      "0\n",
      columns);
  EXPECT_EQ(orders.amounts, (std::vector<MoneyMicros>{5'000'000, 30'000'000}));
}

TEST(Orders, AMissingColumnIsAnError) {
  EXPECT_EQ(error_of("customer,when\n", {}), "orders.csv:1: no column named date");
  OrderColumns columns;
  columns.where = {parse_condition("country=France")};
  EXPECT_EQ(error_of("customer,date\n", columns), "orders.csv:1: no column named country");
}

TEST(Orders, LabelAndStartStandBesideEveryOrder) {
  const Orders orders =
      read("customer,date,plan,since\na,2026-01-02,x,2026-01-01\nb,2026-01-03,y,\na,2026-01-04,x,2026-01-01\n",
           {.label = "plan", .start = "since"});
  EXPECT_EQ(orders.labels, (std::vector<std::uint32_t>{0, 1, 0}));
  EXPECT_EQ(orders.label_ids.text(1), "y");
  EXPECT_EQ(orders.starts, (std::vector<std::int32_t>{orders.days[0] - 1, Orders::kNoDay, orders.days[0] - 1}));
  EXPECT_EQ(error_of("customer,date,since\na,2026-01-02,soon\n", {.start = "since"}),
            "orders.csv:2: column since: not a date: \"soon\"");
}

TEST(RowCondition, ComparesNumbersAsNumbersAndTextAsText) {
  EXPECT_TRUE(parse_condition("n>=10").holds("10.0"));
  EXPECT_FALSE(parse_condition("n>10").holds("9"));
  EXPECT_TRUE(parse_condition("n<=-1").holds("-2"));
  EXPECT_TRUE(parse_condition("country!=France").holds("Spain"));
  EXPECT_TRUE(parse_condition("date>2026-01-31").holds("2026-02-01"));
  EXPECT_TRUE(parse_condition("note=").holds(""));
  EXPECT_FALSE(parse_condition("n=1").holds("one"));
  for (const char* text : {"n", "=1", "n!1", ""}) EXPECT_THROW(parse_condition(text), Error) << text;
}

TEST(Money, IsReadExactlyAndRoundedBehindTheSixthDecimal) {
  EXPECT_EQ(parse_money("139.12"), 139'120'000);
  EXPECT_EQ(parse_money("-0.000001"), -1);
  EXPECT_EQ(parse_money(".5"), 500'000);
  EXPECT_EQ(parse_money("5."), 5'000'000);
  EXPECT_EQ(parse_money("999999999999.999999"), 999'999'999'999'999'999);
  EXPECT_EQ(parse_money("1e3"), 1'000'000'000);
  EXPECT_EQ(parse_money("139.12000000000001"), 139'120'000);
  for (const char* text : {"", "-", ".", "1,5", "1 ", "nan", "inf", "1e300", "0x10", "--1"})
    EXPECT_EQ(parse_money(text), std::nullopt) << text;
}

RC_GTEST_PROP(StringIds, NumbersStringsAsAMapDoes, (const std::vector<std::string>& texts)) {
  StringIds ids;
  std::unordered_map<std::string, std::uint32_t> expected;
  for (const std::string& text : texts)
    RC_ASSERT(ids.id(text) == expected.emplace(text, static_cast<std::uint32_t>(expected.size())).first->second);
  for (const auto& [text, id] : expected) RC_ASSERT(ids.text(id) == text);
}

TEST(StringIds, KeepsItsNumbersWhileItGrows) {
  StringIds ids;
  for (std::uint32_t i = 0; i < 100'000; ++i) ASSERT_EQ(ids.id(std::to_string(i * 7)), i);
  for (std::uint32_t i = 0; i < 100'000; ++i) ASSERT_EQ(ids.id(std::to_string(i * 7)), i);
  EXPECT_EQ(ids.size(), 100'000U);
  EXPECT_EQ(ids.text(12'345), std::to_string(12'345 * 7));
}

}  // namespace
}  // namespace klytics
