#include "storage/postgres/copy_format.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "support/test_database.h"

namespace klytics::storage {
namespace {

TEST(CopyFormat, walks_over_tuples_and_their_nulls) {
  std::string tuples;
  append_field_count(tuples, 2);
  append_text_field(tuples, "one");
  append_bigint_field(tuples, 7);
  append_field_count(tuples, 1);
  tuples += std::string("\xff\xff\xff\xff", 4);
  TupleReader reader(tuples);
  ASSERT_TRUE(reader.next());
  ASSERT_EQ(reader.fields().size(), 2U);
  EXPECT_EQ(content_of(reader.fields()[0]), "one");
  EXPECT_EQ(reader.all_fields().size(), 4U + 3U + 4U + 8U);
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(content_of(reader.fields()[0]), std::nullopt);
  EXPECT_FALSE(reader.next());
  for (std::size_t cut = 1; cut < 20; ++cut) {
    TupleReader broken(std::string_view(tuples).substr(0, cut));
    EXPECT_THROW(broken.next(), Error) << cut;
  }
}

TEST(CopyFormat, leaves_other_numbers_than_plain_decimals_alone) {
  for (const char* text : {"", "-", ".5", "5.", "1e3", "+1", " 1", "1,5", "0x1", "NaN", "1.2.3", "--1"}) {
    std::string out;
    EXPECT_FALSE(append_numeric_field(out, text)) << text;
    EXPECT_EQ(out, "") << text;
  }
  std::string out;
  EXPECT_FALSE(append_numeric_field(out, std::string(61, '9')));
}

// The server is the judge: the number that COPY gives must be the one that its own input function reads, scale
// included.
TEST(CopyFormat, a_number_is_what_the_server_reads_from_the_text) {
  const test::TestDatabase test_database(test::TestDatabase::Content::kEmpty);
  const std::vector<std::string> texts = {"0",
                                          "-0",
                                          "0.0",
                                          "0.00",
                                          "1",
                                          "-1",
                                          "12.50",
                                          "9999",
                                          "10000",
                                          "10001",
                                          "99999999",
                                          "100000000",
                                          "0.1",
                                          "0.0001",
                                          "0.00001",
                                          "0.00010",
                                          "-0.000012345",
                                          "1000000.000001",
                                          "00012.3400",
                                          "123456789012345678901234567890",
                                          "98765432109876543210.123456789",
                                          "10000.0000",
                                          "0.99999999",
                                          "-4567.8901"};
  std::string tuples;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    append_field_count(tuples, 2);
    append_bigint_field(tuples, static_cast<std::int64_t>(i));
    ASSERT_TRUE(append_numeric_field(tuples, texts[i])) << texts[i];
  }
  Connection database = test_database.connect();
  database.execute("create temporary table numbers (position bigint, value numeric)");
  database.copy_binary("numbers", {"position", "value"}, tuples);
  const Rows rows = database.execute("select value::text from numbers order by position");
  for (std::size_t i = 0; i < texts.size(); ++i)
    EXPECT_EQ(rows.text(i, 0), database.execute("select $1::numeric::text", {texts[i]}).text(0, 0)) << texts[i];
}

}  // namespace
}  // namespace klytics::storage
