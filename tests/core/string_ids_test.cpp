#include "core/string_ids.h"

#include <gtest/gtest.h>

namespace klytics {
namespace {

std::vector<std::string> texts() {
  std::vector<std::string> result;
  for (int i = 0; i < 50'000; ++i)
    result.push_back("customer " + std::to_string(i * 7919 % 20'011) + (i % 3 ? "" : "\n"));
  result.insert(result.end(), {"", "a", "", std::string(1000, 'x')});
  return result;
}

TEST(StringIds, ManyAtOnceHaveTheNumbersThatTheyHaveOneByOne) {
  const std::vector<std::string> all = texts();
  StringIds one_by_one, together;
  std::vector<std::uint32_t> expected, numbers(all.size());
  for (const std::string& text : all) expected.push_back(one_by_one.id(text));
  const std::vector<std::string_view> views(all.begin(), all.end());
  together.ids(views, numbers.data());
  EXPECT_EQ(numbers, expected);
  ASSERT_EQ(together.size(), one_by_one.size());
  for (std::uint32_t id = 0; id < together.size(); ++id) ASSERT_EQ(together.text(id), one_by_one.text(id));
  EXPECT_EQ(expected[0], 0U);
}

TEST(StringIds, AColumnHasTheNumbersOfAllTextsAfterTheFlush) {
  const std::vector<std::string> all = texts();
  StringIds ids, reference;
  std::vector<std::uint32_t> numbers, expected;
  StringIdColumn column(ids, numbers);
  for (const std::string& text : all) {
    column.add(std::string(text));  // a copy that does not live on
    expected.push_back(reference.id(text));
  }
  column.flush();
  column.flush();  // does nothing
  EXPECT_EQ(numbers, expected);
}

}  // namespace
}  // namespace klytics
