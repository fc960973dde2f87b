#include "api/filter.h"

#include <gtest/gtest.h>

#include <array>

namespace klaviyo_sim {
namespace {

constexpr UnixSeconds kNow = 1'700'000'000;
constexpr std::array<std::string_view, 2> kChannels = {"email", "sms"};

const std::vector<FieldRule>& rules() {
  static const std::vector<FieldRule> list = {
      {"name", ValueKind::kString, kContains},
      {"id", ValueKind::kString, kEquals | kAny},
      {"metric_id", ValueKind::kString, kEquals, true},
      {"archived", ValueKind::kBoolean, kEquals},
      {"timestamp", ValueKind::kNumber, kRange},
      {"created", ValueKind::kTime, kRange},
      {"profile", ValueKind::kString, kHas},
      {"messages.channel", ValueKind::kString, kEquals, false, kChannels},
  };
  return list;
}

Filter parse(std::string_view text) { return parse_filter(text, rules(), "thing", kNow); }

std::string refusal(std::string_view text) {
  try {
    parse(text);
  } catch (const ApiError& error) {
    EXPECT_EQ(error.status, 400);
    EXPECT_EQ(error.parameter, "filter");
    return error.detail;
  }
  return "accepted";
}

TEST(Filter, ReadsTermsJoinedByCommaAndByAndAlike) {
  for (const char* text :
       {"equals(archived,true),contains(name,\"a, (b)\")", "and(equals(archived,true),contains(name,'a, (b)'))",
        "and( equals( archived , true ) , contains( name , \"a, (b)\" ) )"}) {
    const Filter filter = parse(text);
    ASSERT_EQ(filter.size(), 2U) << text;
    EXPECT_EQ(filter[0].rule->name, "archived");
    EXPECT_EQ(std::get<std::string>(filter[1].values.front()), "a, (b)");
  }
}

TEST(Filter, TakesListsOnlyWhereTheFieldDoes) {
  EXPECT_EQ(parse("any(id,[\"a\",\"b\"])").front().values.size(), 2U);
  EXPECT_EQ(parse("equals(metric_id,[\"a\",\"b\"])").front().values.size(), 2U);
  EXPECT_EQ(refusal("equals(id,[\"a\"])"), "'equals' does not take a list for id.");
  EXPECT_EQ(refusal("any(id,\"a\")"), "'any' needs a list for id.");
}

TEST(Filter, NamesTheAllowedOperatorsAsTheVendorDoes) {
  EXPECT_EQ(refusal("equals(name,\"x\")"),
            "'equals' is not an allowed filter operator for name.  Allowed operators are contains");
  EXPECT_EQ(refusal("contains(size,1)"), "'size' is not a valid field for the resource 'thing'.");
  EXPECT_EQ(refusal("near(name,\"x\")"), "'near' is not a valid filter operator.");
}

TEST(Filter, WantsStringsQuotedAndDatetimesBare) {
  EXPECT_EQ(refusal("contains(name,x)"), "Invalid filter value for name: expected a quoted string, got x");
  EXPECT_NE(refusal("less-than(created,\"2020-01-01T00:00:00Z\")"), "accepted");
  EXPECT_NE(refusal("less-than(created,2020-01-01T00:00:00)"), "accepted");
  EXPECT_EQ(refusal("less-than(created,2020-01-01T00:00:00+02:00)"), "accepted");
  EXPECT_NE(refusal("equals(archived,\"true\")"), "accepted");
  EXPECT_NE(refusal("less-than(timestamp,12x)"), "accepted");
}

TEST(Filter, RefusesALowerBoundInTheFutureOnly) {
  EXPECT_NE(refusal("greater-than(created,2099-01-01T00:00:00Z)"), "accepted");
  EXPECT_NE(refusal("greater-or-equal(timestamp,1700000001)"), "accepted");
  EXPECT_EQ(refusal("greater-or-equal(timestamp,1700000000)"), "accepted");
  EXPECT_EQ(refusal("less-than(created,2099-01-01T00:00:00Z)"), "accepted");
}

TEST(Filter, RefusesValuesOutsideAnEnumeration) {
  EXPECT_EQ(refusal("equals(messages.channel,\"email\")"), "accepted");
  EXPECT_NE(refusal("equals(messages.channel,\"fax\")"), "accepted");
}

TEST(Filter, RefusesBrokenSyntaxWithoutLosingItsWay) {
  for (const char* text :
       {"equals(archived,true", "equals(archived,true))", "(", "equals()", "any(id,[\"a\"", "contains(name,\"x",
        "equals(archived,true),", "and(and(and(and(and(and(and(and(and(and(equals(archived,true)))))))))))"})
    EXPECT_NE(refusal(text), "accepted") << text;
}

TEST(Filter, ARecordWithoutTheValueSatisfiesNoTerm) {
  const Filter filter = parse("less-than(created,2020-01-01T00:00:00Z)");
  EXPECT_FALSE(matches(filter.front(), FieldValue()));
  EXPECT_TRUE(matches(filter.front(), FieldValue(1'000'000'000.0)));
  EXPECT_FALSE(matches(filter.front(), FieldValue(1'600'000'000.0)));
}

TEST(Filter, AListMatchesWhenOneOfItsValuesDoes) {
  const Filter filter = parse("any(id,[\"a\",\"b\"])");
  EXPECT_TRUE(matches(filter.front(), FieldValue(std::vector<std::string>{"x", "b"})));
  EXPECT_FALSE(matches(filter.front(), FieldValue(std::vector<std::string>{"x", "y"})));
}

}  // namespace
}  // namespace klaviyo_sim
