#include "core/at_once.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace klytics {
namespace {

constexpr auto kTick = std::chrono::milliseconds(250);

class SharedWork {
 public:
  SharedWork(std::size_t count, const std::function<void(std::size_t)>& work) : count_(count), work_(work) {}

  /// Works until nothing is left to begin.
  void take_part() {
    std::unique_lock lock(mutex_);
    while (!failure_ && next_ < count_) {
      const std::size_t mine = next_++;
      lock.unlock();
      std::exception_ptr failure;
      try {
        work_(mine);
      } catch (...) {
        failure = std::current_exception();
      }
      lock.lock();
      if (failure)
        fail(failure);
      else
        ++done_;
      if (is_over()) over_.notify_one();
    }
  }

  /// Returns when everything is done or something has failed.
  void watch(const std::function<void(std::size_t)>& tick) {
    std::unique_lock lock(mutex_);
    while (!over_.wait_for(lock, kTick, [this] { return is_over(); })) {
      const std::size_t done = done_;
      lock.unlock();
      std::exception_ptr failure;
      try {
        tick(done);
      } catch (...) {
        failure = std::current_exception();
      }
      lock.lock();
      if (failure) fail(failure);
    }
  }

  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  bool is_over() const { return failure_ || done_ == count_; }
  void fail(const std::exception_ptr& failure) {
    if (!failure_) failure_ = failure;
  }

  const std::size_t count_;
  const std::function<void(std::size_t)>& work_;
  std::mutex mutex_;
  std::condition_variable over_;
  std::size_t next_ = 0;
  std::size_t done_ = 0;
  std::exception_ptr failure_;
};

}  // namespace

std::size_t core_count() { return std::max(1U, std::thread::hardware_concurrency()); }

void at_once(std::size_t count, const std::function<void(std::size_t)>& work,
             const std::function<void(std::size_t)>& tick, std::size_t most_threads) {
  SharedWork shared(count, work);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < std::min(most_threads, count); ++i) threads.emplace_back([&] { shared.take_part(); });
    if (tick) shared.watch(tick);
  }
  shared.rethrow();
}

}  // namespace klytics
