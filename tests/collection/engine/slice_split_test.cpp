// Tests of collection/slice_split.
#include "collection/engine/slice_split.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace klytics::collection {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::seconds;

const Instant kStart{seconds{1'700'000'000}};

TEST(SliceSplit, cuts_the_rest_into_equal_pieces) {
  const auto points = split_points({kStart, kStart + hours{1}, kStart + hours{9}}, 3);
  EXPECT_EQ(points, (std::vector<Instant>{kStart + hours{3}, kStart + hours{5}, kStart + hours{7}}));
}

TEST(SliceSplit, makes_no_piece_that_is_not_worth_a_request) {
  EXPECT_TRUE(split_points({kStart, kStart + hours{1}, kStart + hours{4}}, 50).empty());
  EXPECT_EQ(split_points({kStart, kStart + hours{1}, kStart + hours{5}}, 50).size(), 1U);
  EXPECT_EQ(split_points({kStart, kStart + hours{1}, kStart + hours{101}}, 1000).size(), 49U);
}

TEST(SliceSplit, does_not_cut_without_room_or_behind_a_page_of_one_second) {
  EXPECT_TRUE(split_points({kStart, kStart + hours{1}, kStart + hours{100}}, 0).empty());
  EXPECT_TRUE(split_points({kStart, kStart, kStart + hours{100}}, 9).empty());
  EXPECT_TRUE(split_points({kStart, kStart + microseconds{999'999}, kStart + hours{100}}, 9).empty());
}

RC_GTEST_PROP(SliceSplit, gives_ascending_whole_seconds_inside_the_rest,
              (unsigned span, unsigned rest, unsigned char free)) {
  const Instant last = kStart + microseconds{span};
  const Instant to = last + seconds{rest % 100'000};
  const auto points = split_points({kStart, last, to}, free);
  RC_ASSERT(points.size() <= free);
  Instant before = std::chrono::floor<seconds>(last);
  for (const Instant point : points) {
    RC_ASSERT(point > before);
    RC_ASSERT(point < to);
    RC_ASSERT(point == std::chrono::floor<seconds>(point));
    before = point;
  }
}

}  // namespace
}  // namespace klytics::collection
