#include "presentation/serve/range_cache.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "core/error.h"

namespace klytics::presentation {
namespace {

const Instant kNow = *parse_instant("2026-01-31T12:00:00Z");

std::vector<Document> body(const std::string& text) { return {{"overview", text}}; }

TEST(RangeCache, ManyWhoAskAtOnceShareOneComputation) {
  RangeCache cache({});
  std::atomic<int> computed = 0, right = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      const auto range = cache.get("r", "1", kNow, [&] {
        ++computed;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        return body("x");
      });
      if (range->at("overview").plain == "x") ++right;
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(computed, 1);
  EXPECT_EQ(right, 8);
}

TEST(RangeCache, AFailureGoesToAllWhoWaitAndIsNotKept) {
  RangeCache cache({});
  const auto fail = []() -> std::vector<Document> { throw Error(ErrorKind::kUnavailable, "away"); };
  EXPECT_THROW(cache.get("r", "1", kNow, fail), Error);
  EXPECT_TRUE(cache.entries().empty());
  EXPECT_EQ(cache.get("r", "1", kNow, [] { return body("x"); })->at("overview").plain, "x");
}

TEST(RangeCache, TheRangeThatNobodyAskedForTheLongestTimeGoesFirst) {
  RangeCache cache({.ranges = 2});
  for (const char* range : {"a", "b", "a", "c"}) cache.get(range, "1", kNow, [&] { return body(range); });
  ASSERT_EQ(cache.entries().size(), 2U);
  EXPECT_EQ(cache.entries()[0].range, "c");
  EXPECT_EQ(cache.entries()[1].range, "a");
}

TEST(RangeCache, NeverComputesMoreAtOnceThanAllowedAndRefusesALongQueue) {
  RangeCache cache({.computing = 2, .waiting = 3});
  std::atomic<int> running = 0, most = 0, refused = 0;
  std::atomic<bool> go = false;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&, i] {
      try {
        cache.get(std::to_string(i), "1", kNow, [&] {
          const int now = ++running;
          for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
          }
          while (!go) std::this_thread::yield();
          --running;
          return body("x");
        });
      } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::kTryLater);
        ++refused;
      }
    });
  while (refused < 3) std::this_thread::yield();  // 2 compute, 3 wait
  go = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(refused, 3);
  EXPECT_LE(most, 2);
}

TEST(RangeCache, ABodyThatFitsIntoOnePacketIsNotPacked) {
  EXPECT_TRUE(make_served_body("[]").packed.empty());
  EXPECT_FALSE(make_served_body(std::string(5000, ' ')).packed.empty());
  EXPECT_EQ(make_served_body("[]").tag, make_served_body("[]").tag);
  EXPECT_NE(make_served_body("[]").tag, make_served_body("{}").tag);
}

}  // namespace
}  // namespace klytics::presentation
