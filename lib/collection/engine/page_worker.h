// The thread that turns fetched bodies into rows.
#pragma once

#include <atomic>
#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "collection/engine/channel.h"
#include "collection/engine/fetcher.h"
#include "collection/records/row_builder.h"

namespace klytics::collection {

struct PageTask {
  std::uint64_t chain;
  const Resource* resource;
  std::string partition;
  Instant fetched_at;
  Fetcher::Page page;
};

/// A page with its rows; `readable` is false when the body is not a page, then the task is all there is.
struct ParsedPage {
  PageTask task;
  bool readable = false;
  std::optional<std::string> next;
  PageRows rows;
  std::exception_ptr failure;  // a defect: nothing else is set
};

/// Parses pages in the order in which they come.
class PageWorker {
 public:
  /// `wake` is called from the worker's thread whenever there is something to take.
  explicit PageWorker(std::function<void()> wake);
  /// Waits for the page in hand; drops the others.
  ~PageWorker();
  PageWorker(const PageWorker&) = delete;
  PageWorker& operator=(const PageWorker&) = delete;

  void push(PageTask task);
  std::vector<ParsedPage> take();
  /// Pages pushed and not taken yet.
  std::size_t pending() const { return pending_; }
  /// Time spent on pages so far.
  std::chrono::nanoseconds busy() const { return std::chrono::nanoseconds{busy_.load()}; }

 private:
  void work();

  std::function<void()> wake_;
  Channel<PageTask> tasks_;
  Channel<ParsedPage> parsed_;
  std::size_t pending_ = 0;            // of the pushing thread
  std::atomic<std::int64_t> busy_{0};  // nanoseconds
  std::thread thread_;
};

}  // namespace klytics::collection
