// A queue between two threads.
#pragma once

#include <condition_variable>
#include <deque>
#include <iterator>
#include <mutex>
#include <utility>
#include <vector>

namespace klytics::collection {

/// First in, first out; safe for any number of threads. Who fills it bounds it.
template <typename Item>
class Channel {
 public:
  void push(Item item) {
    {
      const std::lock_guard lock(mutex_);
      items_.push_back(std::move(item));
    }
    changed_.notify_one();
  }

  /// Everything that is there now, possibly nothing.
  std::vector<Item> take_all() {
    const std::lock_guard lock(mutex_);
    return drain();
  }

  /// Waits until there is something or the channel is closed; then everything that is there. Empty means closed.
  std::vector<Item> wait_all() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return closed_ || !items_.empty(); });
    return drain();
  }

  /// What is in it can still be taken.
  void close() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    changed_.notify_all();
  }

 private:
  std::vector<Item> drain() {
    std::vector<Item> all(std::make_move_iterator(items_.begin()), std::make_move_iterator(items_.end()));
    items_.clear();
    return all;
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Item> items_;
  bool closed_ = false;
};

}  // namespace klytics::collection
