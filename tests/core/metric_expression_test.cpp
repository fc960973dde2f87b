#include "core/metric_expression.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"

namespace klytics {
namespace {

using testing::HasSubstr;

using Value = std::optional<double>;

Value evaluate(std::string_view text, const std::vector<Value>& values = {}) {
  return MetricExpression(text).evaluate(values);
}

std::string complaint(std::string_view text) {
  try {
    MetricExpression expression(text);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kConfiguration);
    return error.what();
  }
  return "no complaint";
}

TEST(MetricExpression, ComputesWithTheUsualPrecedence) {
  EXPECT_EQ(evaluate("1 + 2 * 3 - 8 / 4 / 2"), 6);
  EXPECT_EQ(evaluate("-2 ^ 2"), -4);
  EXPECT_EQ(evaluate("2 ^ 3 ^ 2"), 512);
  EXPECT_EQ(evaluate("(1 + 2) * 1.5e2"), 450);
  EXPECT_EQ(evaluate("max(1, 3, 2) + min(4, 5) + abs(-1) + round(0.5) + sqrt(9) + log(exp(2))"), 14);
}

TEST(MetricExpression, NamesComeOnceInOrderWithTheirPosition) {
  const MetricExpression expression("b / (a + b) - [Viewed Product] * [Viewed Product] + [x]");
  std::vector<std::string> names;
  for (const MetricExpression::Name& name : expression.names())
    names.push_back(name.text + (name.bracketed ? "[]" : "") + "@" + std::to_string(name.position));
  EXPECT_THAT(names, testing::ElementsAre("b@1", "a@6", "Viewed Product[]@15", "x[]@53"));
}

TEST(MetricExpression, TakesTheValuesInTheOrderOfItsNames) {
  MetricExpression expression("revenue / orders");
  ASSERT_EQ(expression.names()[0].text, "revenue");
  EXPECT_EQ(expression.evaluate(std::vector<Value>{10, 4}), 2.5);
  EXPECT_EQ(expression.evaluate(std::vector<Value>{9, 3}), 3);
}

TEST(MetricExpression, WhatCannotBeComputedIsMissing) {
  const std::vector<Value> ten_and_none = {10, 0}, missing = {10, std::nullopt};
  EXPECT_EQ(evaluate("a / b", ten_and_none), std::nullopt);
  EXPECT_EQ(evaluate("b / b + a", std::vector<Value>{0, 1}), std::nullopt);
  EXPECT_EQ(evaluate("a * b", missing), std::nullopt);
  EXPECT_EQ(evaluate("0 * b + a", std::vector<Value>{std::nullopt, 1}), std::nullopt);
  EXPECT_EQ(evaluate("sqrt(0 - 1)"), std::nullopt);
  EXPECT_EQ(evaluate("log(0)"), std::nullopt);
  EXPECT_EQ(evaluate("0 ^ -1"), std::nullopt);
  EXPECT_EQ(evaluate("1 / 0"), std::nullopt);
}

TEST(MetricExpression, AMissingValueIsNotForgottenOnTheWay) {
  for (const char* text : {"min(1, a / 0)", "min(a / 0, 1)", "max(1, a / 0)", "1 / (1 / (a * 0))", "(a / 0) ^ 0",
                           "1 ^ (a / 0)", "abs(1 / 0) * 0", "exp(-(1 / (a * 0)))"})
    EXPECT_EQ(evaluate(text, std::vector<Value>{1}), std::nullopt) << text;
}

TEST(MetricExpression, SyntaxErrorsNameTheirPosition) {
  EXPECT_EQ(complaint("revenue / / orders"), "this does not fit at position 11 of \"revenue / / orders\"");
  EXPECT_EQ(complaint("revenue /"), "the expression breaks off at position 10 of \"revenue /\"");
  EXPECT_EQ(complaint("(revenue"), "the expression breaks off at position 9 of \"(revenue\"");
  EXPECT_EQ(complaint(""), "the expression breaks off at position 1 of \"\"");
  EXPECT_THAT(complaint("revenue orders"), HasSubstr("this does not fit at position 9"));
  EXPECT_THAT(complaint("revenue)"), HasSubstr("this does not fit at position 8"));
  EXPECT_EQ(complaint("a > b"), "unexpected \">\" at position 3 of \"a > b\"");
  EXPECT_EQ(complaint("a = 1"), "unexpected \"=\" at position 3 of \"a = 1\"");
  EXPECT_EQ(complaint("1, 2"), "unexpected \",\" at position 2 of \"1, 2\"");
  EXPECT_EQ(complaint("sin(1)"), "unknown function \"sin\" at position 1 of \"sin(1)\"");
  EXPECT_THAT(complaint("1 + [Viewed"), HasSubstr("no \"]\" for the \"[\" at position 5"));
  EXPECT_THAT(complaint("[]"), HasSubstr("no name between"));
}

}  // namespace
}  // namespace klytics
