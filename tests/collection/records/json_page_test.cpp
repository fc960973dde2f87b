// Tests of collection/json_page and page_scanner: a page is split although a record in it is broken.
#include "collection/records/json_page.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "collection/http/http.h"
#include "collection/records/page_scanner.h"

namespace klytics::collection {
namespace {

std::optional<JsonPage> split(std::string body) {
  static std::string kept;  // the views of the result point into it
  kept = std::move(body);
  kept.reserve(kept.size() + kBodyPadding);
  return split_page(kept);
}

TEST(JsonPage, splits_records_included_and_the_next_link) {
  const auto page = split(R"( {"data":[ {"id":"1"} , {"id":"2","a":[1,{"b":"]}"}]}],"included":[{"type":"tag"}],
      "links":{"self":"s","next":"https:\/\/h/api?x=1\u0026y=2","prev":null},"meta":{}} )");
  ASSERT_TRUE(page);
  EXPECT_EQ(page->records, (std::vector<std::string_view>{R"({"id":"1"})", R"({"id":"2","a":[1,{"b":"]}"}]})"}));
  EXPECT_EQ(page->included, (std::vector<std::string_view>{R"({"type":"tag"})"}));
  EXPECT_EQ(page->next, "https://h/api?x=1&y=2");
}

TEST(JsonPage, has_no_next_link_when_it_is_null_absent_or_empty) {
  for (const char* links :
       {R"("links":{"next":null})", R"("links":{})", R"("links":{"next":""})", R"("meta":1)", R"("links":null)"}) {
    const auto page = split(std::string(R"({"data":[],)") + links + "}");
    ASSERT_TRUE(page) << links;
    EXPECT_EQ(page->next, std::nullopt) << links;
  }
}

TEST(JsonPage, takes_a_single_object_and_null_as_data) {
  EXPECT_EQ(split(R"({"data":{"id":"1"}})")->records.size(), 1U);
  EXPECT_TRUE(split(R"({"data":null})")->records.empty());
  EXPECT_EQ(split(R"({"data":[1,"a",null]})")->records, (std::vector<std::string_view>{"1", "\"a\"", "null"}));
}

TEST(JsonPage, is_not_found_in_what_is_cut_short_or_no_page) {
  const std::string whole = R"({"data":[{"id":"1","x":"y"},{"id":"2"}],"links":{"next":null}})";
  ASSERT_TRUE(split(whole));
  for (std::size_t length = 0; length < whole.size(); ++length) EXPECT_FALSE(split(whole.substr(0, length))) << length;
  for (const char* body :
       {"<html></html>", "[]", "{}", "null", R"({"errors":[]})", R"({"data":[}})", R"({"data":[]}})",
        R"({"data":[]} x)", R"({"data":[{]}])", R"({"data" []})", R"({"data":[],"links":{"next":5}})"})
    EXPECT_FALSE(split(body) && split(body)->next != std::nullopt) << body;
  EXPECT_FALSE(split(R"({"data":[]} x)"));
  EXPECT_FALSE(split(R"({"data":[]}})"));
  EXPECT_FALSE(split(R"({"errors":[]})"));
}

TEST(JsonPage, finds_the_other_records_beside_one_with_invalid_bytes) {
  const auto page = split(
      "{\"data\":[{\"id\":\"1\"},{\"id\":\"\xff\xfe\"},{\"id\":\"3\n\"},{\"id\":\"4\"}],\"links\":{\"next\":\"https:\\/"
      "\\/h\\u0026\"}}");
  ASSERT_TRUE(page);
  ASSERT_EQ(page->records.size(), 4U);
  EXPECT_EQ(page->records[0], R"({"id":"1"})");
  EXPECT_EQ(page->records[3], R"({"id":"4"})");
  EXPECT_EQ(page->next, "https://h&");
}

TEST(JsonPage, survives_deep_nesting) {
  std::string deep(100'000, '[');
  deep = "{\"data\":[{\"id\":\"1\"},{\"a\":" + deep + std::string(100'000, ']') + "}]}";
  const auto page = split(deep);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->records.size(), 2U);
}

RC_GTEST_PROP(JsonPage, never_fails_on_arbitrary_bytes, (const std::string& text)) {
  (void)split(text);
  (void)split("{\"data\":[" + text + "]}");
  (void)scan_page("{\"data\":[{}," + text + ",{}]}");
}

RC_GTEST_PROP(JsonPage, is_split_alike_by_the_fast_and_the_slow_way, (const std::vector<unsigned>& numbers)) {
  std::string body = "{\"data\":[";
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (i > 0) body += ",";
    body += "{\"id\":\"" + std::to_string(numbers[i]) + "\",\"t\":\"\\\"}],{\\\\\",\"n\":[[],{},[" + std::to_string(i) +
            "]]}";
  }
  body += "],\"links\":{\"next\":\"https:\\/\\/h\"}}";
  const auto fast = split(body);
  const auto slow = scan_page(body);
  RC_ASSERT(fast && slow);
  RC_ASSERT(fast->records.size() == numbers.size());
  RC_ASSERT(fast->records == slow->records);
  RC_ASSERT(fast->next == slow->next);
}

TEST(JsonPage, knows_what_begins_like_json) {
  EXPECT_TRUE(looks_like_json(" \n{\"a\""));
  EXPECT_FALSE(looks_like_json("<html>"));
  EXPECT_FALSE(looks_like_json(""));
}

}  // namespace
}  // namespace klytics::collection
