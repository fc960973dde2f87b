// The bodies of ranges that were asked for, so that each range is computed once however many ask for it at the same
// time.
#pragma once

#include <condition_variable>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/time.h"
#include "presentation/render/endpoints.h"

namespace klytics::presentation {

/// A body as it goes out, ready in both encodings.
struct ServedBody {
  std::string plain;
  std::string packed;  // gzip; empty when that is not shorter
  std::string tag;     // a strong entity tag of the plain body, without quotes
};
ServedBody make_served_body(std::string body);

/// All endpoints of one range, by path.
using ServedRange = std::map<std::string, ServedBody, std::less<>>;

/// Safe for concurrent use.
class RangeCache {
 public:
  struct Limits {
    std::size_t ranges = 64;       // kept; the one not asked for the longest time goes first
    std::chrono::seconds age{60};  // a run that is still going on may change names without a new version
    std::size_t computing = 4;     // at the same time
    std::size_t waiting = 128;     // requests that wait for a computation: half of the server's threads
  };
  struct Entry {
    std::string range, version;
    Instant computed_at;
    std::size_t bytes = 0, hits = 0;
  };

  explicit RangeCache(const Limits& limits) : limits_(limits) {}

  /// The range of this name and data version: the one that is kept, or that of `compute`, which runs in the calling
  /// thread; others that ask for the same meanwhile wait for it. What it throws goes to all of them and is not kept.
  /// Throws Error(kTryLater) when too many wait already.
  std::shared_ptr<const ServedRange> get(const std::string& range, const std::string& version, Instant now,
                                         const std::function<std::vector<Document>()>& compute);

  std::vector<Entry> entries() const;  // most recently used first
  void clear();

 private:
  struct Slot {
    Entry entry;
    std::shared_ptr<const ServedRange> bodies;  // nullptr while it is computed
    std::exception_ptr failure;
    bool done = false;
  };

  std::shared_ptr<Slot> find(const std::string& range, const std::string& version, Instant now);
  void wait(std::unique_lock<std::mutex>& lock, const std::function<bool()>& ready);
  void drop_oldest();

  const Limits limits_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::list<std::shared_ptr<Slot>> slots_;  // most recently used first
  std::size_t computing_ = 0, waiting_ = 0;
};

}  // namespace klytics::presentation
