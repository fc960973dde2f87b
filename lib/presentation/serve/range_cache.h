// The bodies of ranges that were asked for, so that each range is computed once however many ask for it at the same
// time.
#pragma once

#include <condition_variable>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"

namespace klytics::presentation {

/// A body as it goes out. What is derived from it is made when it is first asked for: of a range that has hundreds of
/// bodies most are never asked for. Safe for concurrent use.
class ServedBody {
 public:
  explicit ServedBody(std::string plain) : plain_(std::move(plain)) {}

  const std::string& plain() const { return plain_; }
  const std::string& packed() const;  // gzip; empty when that is not shorter
  const std::string& tag() const;     // a strong entity tag of the plain body, without quotes

 private:
  const std::string plain_;
  mutable std::once_flag packed_once_, tag_once_;
  mutable std::string packed_, tag_;
};

/// The body of a document of one range, "charts/revenue"; nullopt when there is none.
using DocumentRenderer = std::function<std::optional<std::string>(std::string_view document)>;

/// The bodies of one range, each rendered when it is first asked for. Safe for concurrent use.
class ServedRange {
 public:
  explicit ServedRange(DocumentRenderer render) : render_(std::move(render)) {}

  /// nullptr when there is no such document. A body lives as long as the range.
  const ServedBody* find(std::string_view document) const;
  std::size_t bytes() const;  // of the plain bodies

 private:
  const DocumentRenderer render_;
  mutable std::shared_mutex mutex_;
  mutable std::map<std::string, ServedBody, std::less<>> bodies_;
};

/// Safe for concurrent use.
class RangeCache {
 public:
  struct Limits {
    std::size_t ranges = 64;       // kept; the one not asked for the longest time goes first
    std::chrono::seconds age{60};  // a run that is still going on may change names without a new version
    std::size_t computing = 4;     // at the same time
    // Requests that wait for a computation: two hundred connections that ask for one new range at once all may, and
    // fifty of the server's threads are left for what is kept.
    std::size_t waiting = 206;
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
                                         const std::function<DocumentRenderer()>& compute);

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
