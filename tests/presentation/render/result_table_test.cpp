#include "presentation/render/result_table.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/error.h"

namespace klytics::presentation {
namespace {

ResultTable example() {
  ResultTable table;
  table.columns = {"name", "n"};
  table.rows = {{TableCell::of("a,\"b\""), TableCell::of(1.5)}, {TableCell::of("é"), TableCell::empty()}};
  table.rows[0][1].marked = true;
  table.rows[0][1].heat = 1;
  return table;
}

TEST(ResultTable, IsWrittenInEveryFormat) {
  EXPECT_EQ(render(example(), Format::kCsv, false), "name,n\n\"a,\"\"b\"\"\",1.5\né,\n");
  EXPECT_EQ(render(example(), Format::kJson, false),
            "[{\"name\":\"a,\\\"b\\\"\",\"n\":1.5},{\"name\":\"é\",\"n\":null}]\n");
  EXPECT_EQ(render(example(), Format::kNdjson, false),
            "{\"name\":\"a,\\\"b\\\"\",\"n\":1.5}\n{\"name\":\"é\",\"n\":null}\n");
  EXPECT_EQ(render(example(), Format::kTable, false), "name      n\na,\"b\"  1.5*\né\n");
}

TEST(ResultTable, ColourIsPaintedOnlyInATextTableAndOnlyWhenAsked) {
  EXPECT_NE(render(example(), Format::kTable, true).find("\x1b[48;5;203;30m1.5*\x1b[0m"), std::string::npos);
  EXPECT_EQ(render(example(), Format::kTable, false).find('\x1b'), std::string::npos);
  EXPECT_EQ(render(example(), Format::kCsv, true).find('\x1b'), std::string::npos);
}

TEST(ResultTable, ANumberThatIsNotFiniteIsADefect) {
  EXPECT_EQ(number_text(0.1), "0.1");
  EXPECT_EQ(number_text(-0.0), "0");
  EXPECT_THROW(number_text(NAN), Error);
  EXPECT_THROW(TableCell::of(HUGE_VAL), Error);
}

TEST(ResultTable, ATextTableRoundsForTheReaderAndFilesDoNot) {
  EXPECT_EQ(brief_number(1.0 / 3), "0.333333");
  EXPECT_EQ(brief_number(-200.0 / 3), "-66.6667");
  EXPECT_EQ(brief_number(1234567.891), "1234567.89");
  EXPECT_EQ(brief_number(2e15), "2e+15");
  EXPECT_EQ(brief_number(-0.0), "0");
  EXPECT_EQ(brief_number(999999.9999), "1000000");
  ResultTable table;
  table.columns = {"n"};
  table.rows = {{TableCell::of(2.0 / 3)}};
  EXPECT_EQ(render(table, Format::kTable, false), "       n\n0.666667\n");
  EXPECT_EQ(render(table, Format::kCsv, false), "n\n0.6666666667\n");
}

TEST(ResultTable, AnUnknownFormatIsAUsageError) { EXPECT_THROW(parse_format("xml"), Error); }

}  // namespace
}  // namespace klytics::presentation
