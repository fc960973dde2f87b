// The same work on many items by several threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace klytics::presentation {

/// Runs `work` on every item in at most so many threads, in no order; the first failure stops them all and is thrown.
template <typename Items, typename Work>
void for_each_at_once(Items& items, std::size_t most_threads, const Work& work) {
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> failed = false;
  std::mutex mutex;
  std::exception_ptr failure;
  const auto run = [&] {
    while (!failed) {
      const std::size_t at = next++;
      if (at >= items.size()) return;
      try {
        work(items[at]);
      } catch (...) {
        const std::lock_guard lock(mutex);
        if (!failure) failure = std::current_exception();
        failed = true;
      }
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < std::min(most_threads, items.size()); ++i) threads.emplace_back(run);
  for (std::thread& thread : threads) thread.join();
  if (failure) std::rethrow_exception(failure);
}

/// As many threads as the machine has cores.
inline std::size_t core_count() { return std::max(1U, std::thread::hardware_concurrency()); }

}  // namespace klytics::presentation
