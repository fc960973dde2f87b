#include "core/at_once.h"

#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace klytics {
namespace {

TEST(AtOnce, DoesEveryItemOnce) {
  for (const std::size_t threads : {1U, 3U, 20U}) {
    std::vector<std::atomic<int>> times(1000);
    at_once(
        times.size(), [&](std::size_t i) { ++times[i]; }, {}, threads);
    for (const auto& count : times) EXPECT_EQ(count, 1);
  }
  at_once(0, [](std::size_t) { FAIL(); });
  at_once(
      0, [](std::size_t) { FAIL(); }, [](std::size_t) { FAIL(); });
}

TEST(AtOnce, UsesSeveralThreadsButNoMoreThanAllowed) {
  // Each of two items waits for the other, so that both must be at work at once.
  std::atomic<int> begun = 0;
  at_once(
      2,
      [&](std::size_t) {
        ++begun;
        while (begun < 2) std::this_thread::yield();
      },
      {}, 2);
  std::atomic<int> now = 0, most = 0;
  at_once(
      50,
      [&](std::size_t) {
        const int here = ++now;
        for (int known = most; here > known && !most.compare_exchange_weak(known, here);) {
        }
        std::this_thread::yield();
        --now;
      },
      {}, 3);
  EXPECT_LE(most, 3);
}

TEST(AtOnce, TheFirstFailureStopsTheRestAndIsThrown) {
  std::vector<std::size_t> begun;
  const auto work = [&](std::size_t i) {
    begun.push_back(i);
    if (i == 2) throw std::runtime_error("no " + std::to_string(i));
  };
  for (const auto& tick : {std::function<void(std::size_t)>{}, std::function<void(std::size_t)>{[](std::size_t) {}}}) {
    begun.clear();
    try {
      at_once(10, work, tick, 1);
      FAIL() << "no failure";
    } catch (const std::runtime_error& error) {
      EXPECT_STREQ(error.what(), "no 2");
    }
    EXPECT_EQ(begun, (std::vector<std::size_t>{0, 1, 2}));
  }
}

TEST(AtOnce, TellsTheCallersThreadHowManyAreDone) {
  const std::thread::id caller = std::this_thread::get_id();
  std::atomic<bool> told = false;
  std::set<std::size_t> done;
  at_once(
      3,
      [&](std::size_t i) {
        while (i == 2 && !told) std::this_thread::yield();
      },
      [&](std::size_t so_far) {
        EXPECT_EQ(std::this_thread::get_id(), caller);
        done.insert(so_far);
        if (so_far == 2) told = true;
      },
      1);
  EXPECT_TRUE(done.contains(2));
  EXPECT_LE(*done.rbegin(), 2U);
}

TEST(AtOnce, AFailureOfTheTickIsThrown) {
  std::atomic<bool> told = false;
  const auto work = [&](std::size_t) {
    while (!told) std::this_thread::yield();
  };
  const auto tick = [&](std::size_t) {
    told = true;
    throw std::runtime_error("interrupted");
  };
  EXPECT_THROW(at_once(1, work, tick), std::runtime_error);
}

}  // namespace
}  // namespace klytics
