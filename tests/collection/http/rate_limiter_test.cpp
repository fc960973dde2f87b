// Tests of collection/rate_limiter with a clock that only moves when told.
#include "collection/http/rate_limiter.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <deque>

namespace klytics::collection {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const Moment kStart{seconds{1000}};

// Sends as fast as the limiter allows; returns when each request went out.
std::vector<Moment> send(RateLimiter& limiter, Tier tier, int requests, Moment now = kStart) {
  std::vector<Moment> sent;
  for (int i = 0; i < requests; ++i) {
    now = limiter.ready_at(tier, now);
    limiter.take(tier, now);
    sent.push_back(now);
  }
  return sent;
}

TEST(RateLimiter, sends_a_burst_and_then_waits_for_the_next_second) {
  RateLimiter limiter(1.0);
  const auto sent = send(limiter, Tier::kM, 11);
  EXPECT_EQ(sent[9], kStart);
  EXPECT_EQ(sent[10], kStart + seconds{1});
}

TEST(RateLimiter, waits_for_the_minute_when_the_steady_window_is_spent) {
  RateLimiter limiter(1.0);
  const auto sent = send(limiter, Tier::kXs, 16);
  EXPECT_EQ(sent[14], kStart + seconds{14});
  EXPECT_EQ(sent[15], kStart + seconds{60});
}

TEST(RateLimiter, spends_no_more_reports_than_a_day_has) {
  RateLimiter limiter(1.0);
  const auto sent = send(limiter, Tier::kReport, 226);
  EXPECT_LT(sent[224], kStart + std::chrono::hours{2});
  EXPECT_EQ(sent[225], kStart + std::chrono::hours{24});
}

TEST(RateLimiter, leaves_a_share_to_others_but_never_stops) {
  RateLimiter limiter(0.5);
  EXPECT_EQ(send(limiter, Tier::kM, 6)[5], kStart + seconds{1});
  RateLimiter tiny(0.01);
  EXPECT_EQ(send(tiny, Tier::kXs, 2)[1], kStart + seconds{60});
}

TEST(RateLimiter, keeps_tiers_apart) {
  RateLimiter limiter(1.0);
  send(limiter, Tier::kXs, 1);
  EXPECT_EQ(limiter.ready_at(Tier::kS, kStart), kStart);
}

TEST(RateLimiter, reads_both_forms_of_the_limit_header) {
  EXPECT_EQ(parse_rate_limit("350, 350;w=1, 3500;w=60"), (std::vector<RateWindow>{{350, 1}, {3500, 60}}));
  EXPECT_EQ(parse_rate_limit("1, 1;w=1, 2;w=60, 225;w=86400"),
            (std::vector<RateWindow>{{1, 1}, {2, 60}, {225, 86400}}));
  EXPECT_EQ(parse_rate_limit("75"), (std::vector<RateWindow>{{75, 1}}));
  EXPECT_EQ(parse_rate_limit("10;w=1 , x;w=2, 4;w=y, -3;w=1"), (std::vector<RateWindow>{{10, 1}}));
  EXPECT_TRUE(parse_rate_limit("lots").empty());
}

TEST(RateLimiter, follows_a_limit_that_differs_from_the_documented_one) {
  RateLimiter limiter(1.0);
  Headers headers;
  headers.add("ratelimit-limit", "2, 2;w=1, 3;w=60");
  limiter.observe(Tier::kXl, headers, kStart);
  const auto sent = send(limiter, Tier::kXl, 4);
  EXPECT_EQ(sent[2], kStart + seconds{1});
  EXPECT_EQ(sent[3], kStart + seconds{60});
}

TEST(RateLimiter, waits_for_the_reset_when_nothing_remains) {
  RateLimiter limiter(1.0);
  Headers headers;
  headers.add("ratelimit-remaining", "0");
  headers.add("ratelimit-reset", "7");
  limiter.observe(Tier::kL, headers, kStart);
  EXPECT_EQ(limiter.ready_at(Tier::kL, kStart), kStart + seconds{7});
  EXPECT_EQ(limiter.ready_at(Tier::kM, kStart), kStart);
}

TEST(RateLimiter, never_shortens_a_pause) {
  RateLimiter limiter(1.0);
  limiter.pause(Tier::kL, kStart + seconds{30});
  limiter.pause(Tier::kL, kStart + seconds{5});
  EXPECT_EQ(limiter.ready_at(Tier::kL, kStart), kStart + seconds{30});
}

RC_GTEST_PROP(RateLimiter, never_exceeds_a_window_that_begins_with_a_request,
              (const std::vector<unsigned short>& pauses)) {
  RateLimiter limiter(1.0);
  Moment now = kStart, begin{};
  int used = 0;
  for (const unsigned short pause : pauses) {
    now = limiter.ready_at(Tier::kS, now + milliseconds{pause % 400});
    limiter.take(Tier::kS, now);
    if (used == 0 || now >= begin + seconds{1}) begin = now, used = 0;
    RC_ASSERT(++used <= 3);
  }
}

}  // namespace
}  // namespace klytics::collection
