#include "core/decimal.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/error.h"

namespace klytics {
namespace {

Decimal money(std::int64_t units) { return {units, kMoneyDigits}; }

std::vector<std::string> share_texts(std::initializer_list<std::int64_t> units) {
  std::vector<Decimal> parts;
  for (const std::int64_t unit : units) parts.push_back(money(unit));
  std::vector<std::string> texts;
  for (const Decimal& share : shares(parts)) texts.push_back(to_string(share));
  return texts;
}

TEST(Decimal, PrintsTheShortestExactText) {
  EXPECT_EQ(to_string(money(1250)), "12.5");
  EXPECT_EQ(to_string(money(1200)), "12");
  EXPECT_EQ(to_string(money(5)), "0.05");
  EXPECT_EQ(to_string(money(-5)), "-0.05");
  EXPECT_EQ(to_string(money(-123456)), "-1234.56");
  EXPECT_EQ(to_string(money(0)), "0");
  EXPECT_EQ(to_string(Decimal{1200, 0}), "1200");
}

TEST(Decimal, ParsesWhatItHoldsExactly) {
  EXPECT_EQ(parse_decimal("12.5", 2), money(1250));
  EXPECT_EQ(parse_decimal("-0.05", 2), money(-5));
  EXPECT_EQ(parse_decimal("12.5000", 2), money(1250));
  EXPECT_EQ(parse_decimal("90000000000000.01", 2), money(9000000000000001));
  for (const char* text :
       {"", "-", ".5", "5.", "1e3", "NaN", "Infinity", "12.345", "+1", "1.-5", "99999999999999999999"})
    EXPECT_FALSE(parse_decimal(text, 2)) << text;
}

TEST(Decimal, PercentageRoundsHalfAwayFromZero) {
  EXPECT_EQ(to_string(percentage(1, 3)), "33.3");
  EXPECT_EQ(to_string(percentage(2, 3)), "66.7");
  EXPECT_EQ(to_string(percentage(1, 16)), "6.3");    // 6.25
  EXPECT_EQ(to_string(percentage(1, 2000)), "0.1");  // 0.05
  EXPECT_EQ(to_string(percentage(1, 2001)), "0");
  EXPECT_EQ(to_string(percentage(7, 7)), "100");
  EXPECT_EQ(to_string(percentage(5, 0)), "0");
}

TEST(Decimal, PercentageChangeIsZeroWithoutAPrevious) {
  EXPECT_EQ(to_string(percentage_change(money(12000), money(10000))), "20");
  EXPECT_EQ(to_string(percentage_change(money(10000), money(12000))), "-16.7");
  EXPECT_EQ(to_string(percentage_change(money(0), money(5))), "-100");
  EXPECT_EQ(to_string(percentage_change(money(5), money(0))), "0");
  EXPECT_EQ(to_string(percentage_change(money(1), money(-4))), "125");
  EXPECT_THROW(percentage_change(money(1), Decimal{1, 1}), Error);
}

TEST(Decimal, SharesAreRoundedByLargestRemainder) {
  EXPECT_EQ(share_texts({1, 1, 1, 0}), (std::vector<std::string>{"33.4", "33.3", "33.3", "0"}));
  EXPECT_EQ(share_texts({1, 2, 3, 1}), (std::vector<std::string>{"14.3", "28.6", "42.8", "14.3"}));
  EXPECT_EQ(share_texts({0, 0, 0, 0}), (std::vector<std::string>{"0", "0", "0", "0"}));
  EXPECT_EQ(share_texts({-5, 10, 0, 0}), (std::vector<std::string>{"0", "100", "0", "0"}));
}

RC_GTEST_PROP(Decimal, SharesSumToExactly100AndStayWithinOneTenthOfTheTruth, ()) {
  const auto units = *rc::gen::nonEmpty(
      rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(0, 1'000'000'000)));
  std::vector<Decimal> parts;
  std::int64_t sum = 0;
  for (const std::int64_t unit : units) {
    parts.push_back(money(unit));
    sum += unit;
  }
  std::int64_t total = 0;
  const std::vector<Decimal> result = shares(parts);
  for (std::size_t i = 0; i < units.size(); ++i) {
    total += result[i].units;
    if (sum > 0) RC_ASSERT(std::abs(result[i].units * sum - units[i] * 1000) < sum);
  }
  RC_ASSERT(total == (sum > 0 ? 1000 : 0));
}

RC_GTEST_PROP(Decimal, TextAndNumberAreTheSame, (std::int64_t units)) {
  RC_ASSERT(parse_decimal(to_string(money(units)), kMoneyDigits) == money(units));
}

}  // namespace
}  // namespace klytics
