// Tests of collection/least_time: the documented windows, and that the limiter needs exactly as long.
#include "collection/http/least_time.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace klytics::collection {
namespace {

using std::chrono::seconds;

TEST(LeastTime, is_nothing_for_a_single_burst) {
  EXPECT_EQ(least_time(Tier::kS, 0, 1.0), seconds{0});
  EXPECT_EQ(least_time(Tier::kS, 1, 1.0), seconds{0});
  EXPECT_EQ(least_time(Tier::kS, 3, 1.0), seconds{0});
  EXPECT_EQ(least_time(Tier::kS, 4, 1.0), seconds{1});
}

TEST(LeastTime, waits_for_the_minute_and_for_the_day) {
  EXPECT_EQ(least_time(Tier::kS, 60, 1.0), seconds{19});
  EXPECT_EQ(least_time(Tier::kS, 61, 1.0), seconds{60});
  EXPECT_EQ(least_time(Tier::kReport, 3, 1.0), seconds{60});
  EXPECT_EQ(least_time(Tier::kReport, 226, 1.0), seconds{86400});
}

TEST(LeastTime, counts_only_the_share_that_is_used) {
  EXPECT_EQ(least_time(Tier::kM, 150, 1.0), seconds{14});
  EXPECT_EQ(least_time(Tier::kM, 150, 0.5), seconds{60 + 14});
}

RC_GTEST_PROP(LeastTime, is_what_the_limiter_needs, ()) {
  const Tier tier = static_cast<Tier>(*rc::gen::inRange(0, 5));
  const int requests = *rc::gen::inRange(1, 400);
  const double share = *rc::gen::element(0.25, 0.5, 0.9, 1.0);
  RateLimiter limiter(share);
  const Moment start{std::chrono::hours{1}};
  Moment now = start;
  for (int i = 0; i < requests; ++i) {
    now = limiter.ready_at(tier, now);
    limiter.take(tier, now);
  }
  RC_ASSERT(now - start == least_time(tier, requests, share));
}

}  // namespace
}  // namespace klytics::collection
