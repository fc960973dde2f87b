#include "presentation/serve/range_cache.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "core/error.h"

namespace klytics::presentation {
namespace {

const Instant kNow = *parse_instant("2026-01-31T12:00:00Z");

DocumentRenderer body(const std::string& text) {
  return [text](std::string_view document) { return document == "overview" ? std::optional(text) : std::nullopt; };
}

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
      if (range->find("overview")->plain() == "x") ++right;
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(computed, 1);
  EXPECT_EQ(right, 8);
}

TEST(RangeCache, AFailureGoesToAllWhoWaitAndIsNotKept) {
  RangeCache cache({});
  const auto fail = []() -> DocumentRenderer { throw Error(ErrorKind::kUnavailable, "away"); };
  EXPECT_THROW(cache.get("r", "1", kNow, fail), Error);
  EXPECT_TRUE(cache.entries().empty());
  EXPECT_EQ(cache.get("r", "1", kNow, [] { return body("x"); })->find("overview")->plain(), "x");
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

TEST(RangeCache, ABodyIsRenderedOnceAndOnlyWhenItIsAskedFor) {
  std::vector<std::string> rendered;
  RangeCache cache({});
  const auto range = cache.get("r", "1", kNow, [&] {
    return [&](std::string_view document) {
      rendered.emplace_back(document);
      return document == "overview" ? std::optional<std::string>("12345") : std::nullopt;
    };
  });
  EXPECT_TRUE(rendered.empty());
  EXPECT_EQ(cache.entries()[0].bytes, 0U);
  EXPECT_EQ(range->find("nothing"), nullptr);
  EXPECT_EQ(range->find("overview"), range->find("overview"));
  EXPECT_EQ(rendered, (std::vector<std::string>{"nothing", "overview"}));
  EXPECT_EQ(cache.entries()[0].bytes, 5U);
}

TEST(RangeCache, ABodyThatFitsIntoOnePacketIsNotPacked) {
  EXPECT_TRUE(ServedBody("[]").packed().empty());
  EXPECT_FALSE(ServedBody(std::string(5000, ' ')).packed().empty());
  EXPECT_EQ(ServedBody("[]").tag(), ServedBody("[]").tag());
  EXPECT_NE(ServedBody("[]").tag(), ServedBody("{}").tag());
}

}  // namespace
}  // namespace klytics::presentation
