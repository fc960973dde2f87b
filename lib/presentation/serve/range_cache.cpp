#include "presentation/serve/range_cache.h"

#include <algorithm>

#include "core/error.h"
#include "core/sha256.h"
#include "presentation/publish/gzip.h"

namespace klytics::presentation {

const std::string& ServedBody::packed() const {
  constexpr std::size_t kWorthPacking = 1000;  // below it fits into one packet anyway
  std::call_once(packed_once_, [this] {
    if (plain_.size() >= kWorthPacking) packed_ = gzip(plain_);
    if (packed_.size() >= plain_.size()) packed_.clear();
  });
  return packed_;
}

const std::string& ServedBody::tag() const {
  constexpr std::size_t kTagDigits = 32;  // 128 bits: no two bodies meet by chance
  std::call_once(tag_once_, [this] { tag_ = sha256_hex(plain_).substr(0, kTagDigits); });
  return tag_;
}

const ServedBody* ServedRange::find(std::string_view document) const {
  {
    const std::shared_lock lock(mutex_);
    if (const auto found = bodies_.find(document); found != bodies_.end()) return &found->second;
  }
  const std::unique_lock lock(mutex_);
  if (const auto found = bodies_.find(document); found != bodies_.end()) return &found->second;
  std::optional<std::string> body = render_(document);
  return body ? &bodies_.try_emplace(std::string(document), *std::move(body)).first->second : nullptr;
}

std::size_t ServedRange::bytes() const {
  const std::shared_lock lock(mutex_);
  std::size_t sum = 0;
  for (const auto& [document, body] : bodies_) sum += body.plain().size();
  return sum;
}

std::shared_ptr<const ServedRange> RangeCache::get(const std::string& range, const std::string& version, Instant now,
                                                   const std::function<DocumentRenderer()>& compute) {
  std::unique_lock lock(mutex_);
  if (const std::shared_ptr<Slot> found = find(range, version, now)) {
    wait(lock, [&] { return found->done; });
    if (found->failure) std::rethrow_exception(found->failure);
    ++found->entry.hits;
    return found->bodies;
  }
  const auto slot = std::make_shared<Slot>();
  slot->entry = {range, version, now, 0, 0};
  slots_.push_front(slot);
  try {
    wait(lock, [&] { return computing_ < limits_.computing; });
    std::shared_ptr<const ServedRange> bodies;
    std::exception_ptr failure;
    ++computing_;
    lock.unlock();
    try {
      bodies = std::make_shared<const ServedRange>(compute());
    } catch (...) {
      failure = std::current_exception();
    }
    lock.lock();
    --computing_;
    if (failure) std::rethrow_exception(failure);
    slot->bodies = std::move(bodies);
  } catch (...) {
    slot->failure = std::current_exception();
    slots_.remove(slot);
  }
  slot->done = true;
  drop_oldest();
  changed_.notify_all();
  if (slot->failure) std::rethrow_exception(slot->failure);
  return slot->bodies;
}

std::vector<RangeCache::Entry> RangeCache::entries() const {
  const std::lock_guard lock(mutex_);
  std::vector<Entry> entries;
  for (const std::shared_ptr<Slot>& slot : slots_)
    if (slot->done) {
      entries.push_back(slot->entry);
      entries.back().bytes = slot->bodies->bytes();
    }
  return entries;
}

void RangeCache::clear() {
  const std::lock_guard lock(mutex_);
  slots_.remove_if([](const std::shared_ptr<Slot>& slot) { return slot->done; });
}

// The slot of a range, moved to the front; one of an older version or age is forgotten.
std::shared_ptr<RangeCache::Slot> RangeCache::find(const std::string& range, const std::string& version, Instant now) {
  const auto found = std::find_if(slots_.begin(), slots_.end(),
                                  [&](const std::shared_ptr<Slot>& slot) { return slot->entry.range == range; });
  if (found == slots_.end()) return nullptr;
  if ((*found)->entry.version != version || now - (*found)->entry.computed_at > limits_.age) {
    slots_.erase(found);
    return nullptr;
  }
  slots_.splice(slots_.begin(), slots_, found);
  return slots_.front();
}

void RangeCache::wait(std::unique_lock<std::mutex>& lock, const std::function<bool()>& ready) {
  if (ready()) return;
  if (waiting_ >= limits_.waiting) throw Error(ErrorKind::kTryLater, "too many requests are waiting for a computation");
  ++waiting_;
  changed_.wait(lock, ready);
  --waiting_;
}

void RangeCache::drop_oldest() {
  for (auto slot = slots_.end(); slots_.size() > limits_.ranges && slot != slots_.begin();) {
    --slot;
    if ((*slot)->done) slot = slots_.erase(slot);
  }
}

}  // namespace klytics::presentation
