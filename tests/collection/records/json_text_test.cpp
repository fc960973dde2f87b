#include "collection/records/json_text.h"

#include <gtest/gtest.h>

namespace klytics::collection {
namespace {

constexpr std::string_view kObject = R"( { "a" : 1 , "b":{"c":[1,"]}\"",{"d":null}]},"b":2, "e" :"x" } )";

TEST(JsonText, FindsMembersToTheLetter) {
  EXPECT_EQ(json_member(kObject, "a"), "1");
  EXPECT_EQ(json_member(kObject, "b"), R"({"c":[1,"]}\"",{"d":null}]})");
  EXPECT_EQ(json_member(kObject, "e"), R"("x")");
  EXPECT_EQ(json_member(kObject, "c"), std::nullopt);
  EXPECT_EQ(json_at(kObject, {"b", "c"}), R"([1,"]}\"",{"d":null}])");
  EXPECT_EQ(json_at(kObject, {"a", "c"}), std::nullopt);
}

TEST(JsonText, ListsMembersAndElements) {
  EXPECT_EQ(json_members(kObject).size(), 4U);
  const auto elements = json_elements(R"([ 1, "a,b" ,[2,3], {} ])");
  EXPECT_EQ(elements, (std::vector<std::string_view>{"1", R"("a,b")", "[2,3]", "{}"}));
  EXPECT_TRUE(json_elements("{}").empty());
  EXPECT_TRUE(json_members("[1]").empty());
}

TEST(JsonText, WhatIsCutShortHasNoMembers) {
  for (const char* text : {"", "{", R"({"a)", R"({"a")", R"({"a":)", R"({"a":[1)", R"({"a":"x)"})
    EXPECT_EQ(json_member(text, "a"), std::nullopt) << text;
}

TEST(JsonText, ReadsAndWritesStrings) {
  EXPECT_EQ(json_string(R"("a\u00e9\"\n")"), "a\u00e9\"\n");
  EXPECT_EQ(json_string(R"("broken \ud800")"), R"(broken \ud800)");
  EXPECT_EQ(json_string("12"), std::nullopt);
  EXPECT_EQ(json_quoted("a\"\\\n"), R"("a\"\\\n")");
}

}  // namespace
}  // namespace klytics::collection
