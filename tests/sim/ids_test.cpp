#include "shop/ids.h"

#include <gtest/gtest.h>

#include <set>

#include "api/paging.h"

namespace klaviyo_sim {
namespace {

TEST(Ids, DifferToTheLastAndCanBeReadBack) {
  std::set<std::string> seen;
  for (std::uint64_t number = 0; number < 20'000; ++number) {
    std::string id(11, ' ');
    write_event_id(7, number, id.data());
    EXPECT_TRUE(seen.insert(id).second);
    EXPECT_EQ(parse_event_id(7, id), number);
  }
  EXPECT_FALSE(parse_event_id(7, "NOPE01"));
  EXPECT_FALSE(parse_event_id(7, "zzzzzzzzzzz"));  // above 2^60
}

TEST(Ids, ShortIdsAndUlidsDiffer) {
  std::set<std::string> seen;
  for (std::uint32_t number = 0; number < 20'000; ++number) {
    const std::string id = short_id(3, number);
    EXPECT_EQ(id.size(), 6U);
    EXPECT_TRUE(seen.insert(id).second);
    EXPECT_TRUE(seen.insert(ulid(3, 1'700'000'000'000, number)).second);
  }
}

TEST(Paging, CursorsComeBackAsTheyWent) {
  const auto list = decode_list_cursor(encode(ListCursor{40, 99}));
  ASSERT_TRUE(list);
  EXPECT_EQ(list->offset, 40U);
  EXPECT_EQ(list->query_hash, 99U);
  const auto event = decode_event_cursor(encode(EventCursor{-5, 123, false}, 9), 9);
  ASSERT_TRUE(event);
  EXPECT_EQ(event->time, -5);
  EXPECT_EQ(event->number, 123U);
  EXPECT_FALSE(event->forward);
}

TEST(Paging, ACursorOfAnotherKindIsRefused) {
  EXPECT_FALSE(decode_event_cursor(encode(ListCursor{1, 2}), 9));
  EXPECT_FALSE(decode_list_cursor(encode(EventCursor{1, 2, true}, 9)));
  for (const char* text : {"", "!", "AAAA", "bmV4dDo6"}) {
    EXPECT_FALSE(decode_list_cursor(text)) << text;
    EXPECT_FALSE(decode_event_cursor(text, 9)) << text;
  }
}

}  // namespace
}  // namespace klaviyo_sim
