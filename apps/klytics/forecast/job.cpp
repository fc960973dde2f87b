#include "forecast/job.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace klytics::app {

void in_parallel(std::size_t count, const std::function<void(std::size_t)>& work,
                 const std::function<void(std::size_t)>& tick) {
  constexpr auto kTick = std::chrono::milliseconds(250);
  std::mutex mutex;
  std::condition_variable changed;
  std::size_t next = 0, done = 0;
  const auto take = [&] {
    std::unique_lock lock(mutex);
    while (next < count) {
      const std::size_t mine = next++;
      lock.unlock();
      work(mine);
      lock.lock();
      if (++done == count) changed.notify_one();
    }
  };
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::jthread> workers;
  for (std::size_t i = 0; i < std::min(cores, count); ++i) workers.emplace_back(take);
  std::unique_lock lock(mutex);
  while (!changed.wait_for(lock, kTick, [&] { return done == count; })) {
    const std::size_t so_far = done;
    lock.unlock();
    tick(so_far);
    lock.lock();
  }
}

}  // namespace klytics::app
