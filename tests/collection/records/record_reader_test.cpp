// Tests of collection/record_reader: the JSON torture chamber.
#include "collection/records/record_reader.h"

#include <gtest/gtest.h>

#include "collection/http/http.h"

namespace klytics::collection {
namespace {

using Kind = FieldValue::Kind;

struct Reading {
  std::string record;
  RecordReader reader;
  std::optional<std::string> refused;

  Reading(std::string text, const std::vector<std::string>& paths) : record(std::move(text)), reader(paths) {
    record.reserve(record.size() + kBodyPadding);
    refused = reader.read(record, record.size() + kBodyPadding);
  }
};

std::optional<std::string> refusal(std::string text) { return Reading(std::move(text), {"a"}).refused; }

TEST(RecordReader, finds_values_by_path_in_any_order) {
  const Reading read(R"({"z":{"y":{"x":7}},"a":{"$b c":"text","n":null,"t":true,"l":[1,2]},"id":"1"})",
                     {"id", "a/$b c", "a/n", "a/t", "a/l", "z/y/x", "z/y", "a/none", "id/below"});
  ASSERT_EQ(read.refused, std::nullopt);
  EXPECT_EQ(read.reader.field(0).text, "1");
  EXPECT_EQ(read.reader.field(1).text, "text");
  EXPECT_EQ(read.reader.field(2).kind, Kind::kNull);
  EXPECT_EQ(read.reader.field(3).text, "true");
  EXPECT_EQ(read.reader.field(4).text, "[1,2]");
  EXPECT_EQ(read.reader.field(5).text, "7");
  EXPECT_EQ(read.reader.field(6).text, R"({"x":7})");
  EXPECT_EQ(read.reader.field(7).kind, Kind::kAbsent);
  EXPECT_EQ(read.reader.field(8).kind, Kind::kAbsent);
}

TEST(RecordReader, keeps_numbers_to_the_digit) {
  for (const char* number : {"123456789012345678901234567890123456789", "4.0", "-0.10", "1e5", "1E-7", "0", "19.99",
                             "0.1000000000000000055511151231257827", "-9223372036854775809"}) {
    const Reading read(std::string("{\"a\":") + number + ",\"b\":1}", {"a"});
    ASSERT_EQ(read.refused, std::nullopt) << number;
    EXPECT_EQ(read.reader.field(0).text, number);
  }
}

TEST(RecordReader, unescapes_text) {
  const Reading read(R"({"a":"\u00e9\ud83d\ude00\n\/"})", {"a"});
  EXPECT_EQ(read.reader.field(0).text, "\xc3\xa9\xf0\x9f\x98\x80\n/");
}

TEST(RecordReader, refuses_what_postgresql_could_not_read_again) {
  EXPECT_EQ(refusal(R"({"a":"x\u0000y"})"), "a NUL character");
  EXPECT_EQ(refusal(R"({"deep":{"list":[{"b":"\u0000"}]}})"), "a NUL character");
  EXPECT_EQ(refusal(R"({"k\u0000":1})"), "a NUL character");
  EXPECT_TRUE(refusal(R"({"a":"\ud800"})"));
  EXPECT_TRUE(refusal(R"({"b":["\udc00 "]})"));
  EXPECT_TRUE(refusal(R"({"b":"\ud83dx"})"));
  EXPECT_TRUE(refusal("{\"a\":\"\xff\"}"));
  EXPECT_TRUE(refusal("{\"a\":\"\xc0\x80\"}"));
  EXPECT_TRUE(refusal("{\"a\":\"\xed\xa0\x80\"}"));
  EXPECT_TRUE(refusal("{\"a\":\"line\nbreak\"}"));
}

TEST(RecordReader, refuses_broken_json_also_where_nobody_looks) {
  for (const char* text :
       {R"({"b":nope})", R"({"b":nul})",   R"({"b":tru})",     R"({"b":01})",   R"({"b":1.})",     R"({"b":.5})",
        R"({"b":+1})",   R"({"b":1e})",    R"({"b":NaN})",     R"({"b":-})",    R"({"b":0x10})",   R"({"b":[1 2]})",
        R"({"b":[1,]})", R"({"b":{"c"}})", R"({"b":{"c":}})",  R"({"b":"\x"})", R"({"b":"\u12"})", R"({"b":1,})",
        R"({b:1})",      R"({"b":'c'})",   R"({"b":1}})",      R"({"b":1} 2)",  R"({"b":[}])",     R"({)",
        R"([1])",        R"("text")",      R"({"b":1 "c":2})", R"({"b":12x})"})
    EXPECT_TRUE(refusal(text)) << text;
}

TEST(RecordReader, refuses_nesting_without_end) {
  EXPECT_TRUE(refusal("{\"a\":" + std::string(5000, '[') + std::string(5000, ']') + "}"));
  EXPECT_EQ(refusal("{\"a\":" + std::string(50, '[') + std::string(50, ']') + "}"), std::nullopt);
}

TEST(RecordReader, takes_the_last_of_repeated_members_as_postgresql_does) {
  const Reading read(R"({"a":{"b":1},"a":{"c":2},"d":1,"d":"two"})", {"a/b", "a/c", "d"});
  ASSERT_EQ(read.refused, std::nullopt);
  EXPECT_EQ(read.reader.field(0).kind, Kind::kAbsent);
  EXPECT_EQ(read.reader.field(1).text, "2");
  EXPECT_EQ(read.reader.field(2).text, "two");
}

TEST(RecordReader, reads_again_without_traces_of_the_record_before) {
  Reading read(R"({"a":"first"})", {"a"});
  std::string second = "{}";
  second.reserve(second.size() + kBodyPadding);
  EXPECT_EQ(read.reader.read(second, second.size() + kBodyPadding), std::nullopt);
  EXPECT_EQ(read.reader.field(0).kind, Kind::kAbsent);
}

TEST(RecordReader, reads_identifiers_from_a_list_an_object_or_nothing) {
  const Reading read(
      R"({"l":[{"type":"tag","id":"1"},{"type":"tag"},5,{"id":"2","type":"tag"}],"o":{"type":"flow","id":"f"},"n":null})",
      {"l", "o", "n"});
  const auto list = read_identifiers(read.reader.field(0));
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[1].id, "2");
  EXPECT_EQ(read_identifiers(read.reader.field(1)).at(0).type, "flow");
  EXPECT_TRUE(read_identifiers(read.reader.field(2)).empty());
}

TEST(RecordReader, finds_the_earliest_suppression) {
  const Reading read(R"({"s":[{"reason":"UNSUBSCRIBE","timestamp":"2026-02-01T00:00:00+00:00"},
      {"reason":"HARD_BOUNCE","timestamp":"2026-01-31 23:30:00-01:00"},{"reason":"X"},
      {"timestamp":"2026-01-31T12:00:00Z","reason":"SPAM_COMPLAINT"}],"e":[]})",
                     {"s", "e"});
  ASSERT_EQ(read.refused, std::nullopt);
  const auto earliest = earliest_suppression(read.reader.field(0));
  ASSERT_TRUE(earliest);
  EXPECT_EQ(earliest->reason, "SPAM_COMPLAINT");
  EXPECT_EQ(earliest_suppression(read.reader.field(1)), std::nullopt);
}

}  // namespace
}  // namespace klytics::collection
