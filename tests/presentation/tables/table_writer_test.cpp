#include "presentation/tables/table_writer.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/error.h"

namespace klytics::presentation {
namespace {

namespace fs = std::filesystem;

class TableWriterTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "klytics-tables-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string read(const std::string& file) const {
    std::ifstream stream(folder_ / file);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
  }
  std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  static constexpr std::array<TableColumn, 2> kColumns = {
      {{"name", ColumnKind::kText}, {"amount", ColumnKind::kNumber}}};
  fs::path folder_;
};

TEST_F(TableWriterTest, TextThatASpreadsheetWouldRunIsMadePlainAndNumbersAreNot) {
  for (const char* text : {"=1+1", "+1", "-1", "@SUM(1)", "\tx", "\rx"})
    EXPECT_EQ(plain_csv_text(text).find('\''), plain_csv_text(text)[0] == '"' ? 1U : 0U) << text;
  EXPECT_EQ(plain_csv_text("a=1"), "a=1");
  EXPECT_EQ(plain_csv_text(""), "");
  const auto writer = make_table_writer(folder_, TableFormat::kCsv);
  writer->begin_table("t", kColumns);
  writer->add_row(std::vector<std::optional<std::string>>{"=1,\"2\"", "-12.500000000000000001"});
  writer->add_row(std::vector<std::optional<std::string>>{std::nullopt, std::nullopt});
  writer->finish();
  EXPECT_EQ(read("t.csv"), "name,amount\n\"'=1,\"\"2\"\"\",-12.500000000000000001\n,\n");
}

TEST_F(TableWriterTest, NothingIsSeenUnderItsNameBeforeTheEnd) {
  for (const TableFormat format : {TableFormat::kCsv, TableFormat::kNdjson, TableFormat::kXlsx}) {
    {
      const auto writer = make_table_writer(folder_, format);
      writer->begin_table("t", kColumns);
      writer->add_row(std::vector<std::optional<std::string>>{"a", "1"});
      for (const char* name : {"t.csv", "t.ndjson", "klytics.xlsx"}) EXPECT_FALSE(fs::exists(folder_ / name));
    }
    EXPECT_EQ(entries(), 0U);
  }
}

TEST_F(TableWriterTest, NdjsonKeepsTheDigits) {
  const auto writer = make_table_writer(folder_, TableFormat::kNdjson);
  writer->begin_table("t", kColumns);
  writer->add_row(std::vector<std::optional<std::string>>{"=\"", "12345678901234567890.12"});
  writer->add_row(std::vector<std::optional<std::string>>{std::nullopt, std::nullopt});
  writer->finish();
  EXPECT_EQ(read("t.ndjson"),
            "{\"name\":\"=\\\"\",\"amount\":12345678901234567890.12}\n{\"name\":null,\"amount\":null}\n");
}

TEST_F(TableWriterTest, AnUnknownFormatAndAFileForAFolderAreRefused) {
  EXPECT_THROW(parse_table_format("xls"), Error);
  std::ofstream(folder_ / "file") << "x";
  EXPECT_THROW(make_table_writer(folder_ / "file", TableFormat::kCsv), Error);
}

}  // namespace
}  // namespace klytics::presentation
