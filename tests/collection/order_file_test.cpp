#include "collection/order_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "collection/text_blocks.h"
#include "core/error.h"

namespace klytics::collection {
namespace {

class OrderFile : public testing::Test {
 protected:
  ~OrderFile() override { std::filesystem::remove(path_); }
  void write(const std::string& text) { std::ofstream(path_, std::ios::binary) << text; }

  std::string path_ = testing::TempDir() + "order_file_test_" + std::to_string(::getpid()) + ".csv";
};

std::string rows(int count) {
  std::string text = "customer,date,amount,note\n";
  for (int i = 0; i < count; ++i)
    text += "c" + std::to_string(i % 977) + ",2026-01-" + (i % 2 == 0 ? "05" : "17") + "," +
            std::to_string(i % 50 + 1) + (i % 10 == 0 ? ",\"a\nb\"\n" : ",\n");
  return text;
}

TEST_F(OrderFile, BlocksAreTheFileAndEndWithARecord) {
  const std::string text = rows(1000);
  write(text);
  TextBlocks blocks(path_, 997);
  TextBlock block;
  std::string all;
  while (blocks.next(block)) {
    EXPECT_EQ(block.first_line, 1 + static_cast<std::size_t>(std::count(all.begin(), all.end(), '\n')));
    EXPECT_EQ(block.text.substr(0, 1), "c");  // every record begins with one
    all += block.text;
  }
  EXPECT_EQ(all, text);
}

TEST_F(OrderFile, ARecordLongerThanABlockIsKeptWhole) {
  write("a\n\"" + std::string(5000, 'x') + "\"\nb");
  TextBlocks blocks(path_, 100);
  TextBlock block;
  std::size_t bytes = 0;
  while (blocks.next(block)) bytes += block.text.size();
  EXPECT_EQ(bytes, 5006U);
}

TEST_F(OrderFile, ManyReadersReadWhatOneReadsInTheSameOrder) {
  std::string text = rows(300'000);   // several blocks
  text += "nobody,2026-01-05,0,x\n";  // of amount 0
  write(text);
  const auto read = [this](unsigned threads) {
    return read_order_file(path_, {.amount = "amount", .group = "note", .label = "date", .start = "date"},
                           TimeZone("UTC"), threads);
  };
  const Orders one = read(1), many = read(3);
  EXPECT_EQ(one.size(), 300'000U);
  EXPECT_EQ(one.customer_ids.size(), 978U);
  EXPECT_EQ(one.customers, many.customers);
  EXPECT_EQ(one.days, many.days);
  EXPECT_EQ(one.amounts, many.amounts);
  EXPECT_EQ(one.groups, many.groups);
  EXPECT_EQ(one.labels, many.labels);
  EXPECT_EQ(one.starts, many.starts);
  ASSERT_EQ(many.free_rows.size(), 1U);
  EXPECT_EQ(many.customer_ids.text(many.free_rows[0].customer), "nobody");
  for (std::uint32_t id = 0; id < one.customer_ids.size(); ++id)
    ASSERT_EQ(one.customer_ids.text(id), many.customer_ids.text(id));
  EXPECT_EQ(one.group_ids.text(0), many.group_ids.text(0));
}

TEST_F(OrderFile, OfSeveralBadRowsTheFirstIsReported) {
  std::string text = rows(300'000);
  text += "late,never,1,\n";
  text.insert(text.find("c500,"), "early,nowhen,1,\n");
  write(text);
  for (int attempt = 0; attempt < 3; ++attempt) {
    try {
      read_order_file(path_, {.amount = "amount"}, TimeZone("UTC"), 3);
      FAIL();
    } catch (const Error& error) {
      EXPECT_NE(std::string(error.what()).find("\"nowhen\""), std::string::npos) << error.what();
    }
  }
}

TEST_F(OrderFile, AMissingFileIsMissingInput) {
  try {
    read_order_file(path_, {}, TimeZone("UTC"), 1);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInputMissing);
  }
}

}  // namespace
}  // namespace klytics::collection
