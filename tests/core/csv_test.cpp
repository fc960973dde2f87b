#include "core/csv.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/error.h"

namespace klytics {
namespace {

using Records = std::vector<std::vector<std::string>>;

Records read(std::string_view text) {
  CsvReader reader(text, "test.csv");
  Records records;
  while (reader.next()) records.emplace_back(reader.fields().begin(), reader.fields().end());
  return records;
}

std::string message(std::string_view text) {
  try {
    read(text);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kBadData);
    return error.what();
  }
  return "no error";
}

TEST(Csv, ReadsPlainRecordsWithEitherLineEndAndWithoutALastOne) {
  EXPECT_EQ(read("a,b\n1,2\r\n3,4"), (Records{{"a", "b"}, {"1", "2"}, {"3", "4"}}));
  EXPECT_EQ(read("a,,\n,\n"), (Records{{"a", "", ""}, {"", ""}}));
}

TEST(Csv, PassesOverEmptyLinesAndAByteOrderMark) {
  EXPECT_EQ(read("\xEF\xBB\xBF"
                 "a\n\n\r\nb\n"),
            (Records{{"a"}, {"b"}}));
  EXPECT_TRUE(read("").empty());
}

TEST(Csv, ReadsQuotedFieldsWithDelimitersQuotesAndLineEnds) {
  EXPECT_EQ(read("\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\"\r\nnext,\"\",x\n"),
            (Records{{"a,b", "say \"hi\"", "two\nlines"}, {"next", "", "x"}}));
}

TEST(Csv, CountsLinesInsideQuotedFields) {
  CsvReader reader("h\n\"two\nlines\"\nlast\n", "test.csv");
  ASSERT_TRUE(reader.next() && reader.next());
  EXPECT_EQ(reader.line(), 2U);
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.line(), 4U);
}

TEST(Csv, RefusesAnOpenQuoteAndTextAfterAQuote) {
  EXPECT_EQ(message("a\n\"open"), "test.csv:2: a quoted field is not closed");
  EXPECT_EQ(message("a\n\"b\"c\n"), "test.csv:2: text after a closing quote");
}

TEST(Csv, AFailureNamesFileLineColumnAndValue) {
  CsvReader reader("date\n31/01/2026\n", "orders.csv");
  ASSERT_TRUE(reader.next() && reader.next());
  try {
    reader.fail("date", "not a date", reader.fields()[0]);
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "orders.csv:2: column date: not a date: \"31/01/2026\"");
  }
}

TEST(Csv, AMissingColumnIsAnErrorThatListsTheColumns) {
  CsvReader reader("one,two\n1\n", "test.csv");
  const CsvHeader header(reader);
  EXPECT_EQ(header.require("two"), 1U);
  try {
    header.require("three");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.hint(), "the columns are one, two");
  }
  ASSERT_TRUE(reader.next());
  EXPECT_THROW(header.check_width(reader), Error);
}

TEST(Csv, ARepeatedColumnIsAnError) {
  CsvReader reader("one,one\n", "test.csv");
  EXPECT_THROW(CsvHeader{reader}, Error);
}

TEST(Csv, ACompletePrefixNeverEndsInsideAQuotedField) {
  EXPECT_EQ(csv_complete_prefix("a\nb\nc"), 4U);
  EXPECT_EQ(csv_complete_prefix("a\n\"b\nc"), 2U);
  EXPECT_EQ(csv_complete_prefix("a\n\"b\nc\"\nd"), 8U);
  EXPECT_EQ(csv_complete_prefix("\"open\n"), 0U);
  EXPECT_EQ(csv_complete_prefix("abc"), 0U);
}

RC_GTEST_PROP(Csv, WhatIsWrittenIsReadBackWholeAndInPieces, ()) {
  const auto width = *rc::gen::inRange<std::size_t>(2, 5);  // one empty field alone would be an empty line
  const auto field = rc::gen::container<std::string>(rc::gen::element('a', ',', '"', '\n', '\r', ' '));
  const auto records = *rc::gen::container<Records>(rc::gen::container<std::vector<std::string>>(width, field));
  std::string text;
  for (const auto& record : records) {
    for (std::size_t i = 0; i < record.size(); ++i) text += (i == 0 ? "" : ",") + csv_field(record[i]);
    text += '\n';
  }
  RC_ASSERT(read(text) == records);
  const std::size_t cut = csv_complete_prefix(std::string_view(text).substr(0, text.size() / 2));
  Records pieces = read(text.substr(0, cut));
  for (auto& record : read(text.substr(cut))) pieces.push_back(std::move(record));
  RC_ASSERT(pieces == records);
}

}  // namespace
}  // namespace klytics
