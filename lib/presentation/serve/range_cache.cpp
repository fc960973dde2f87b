#include "presentation/serve/range_cache.h"

#include <algorithm>

#include "core/error.h"
#include "core/sha256.h"
#include "presentation/publish/gzip.h"

namespace klytics::presentation {

ServedBody make_served_body(std::string body) {
  constexpr std::size_t kTagDigits = 32;       // 128 bits: no two bodies meet by chance
  constexpr std::size_t kWorthPacking = 1000;  // below it fits into one packet anyway
  ServedBody served;
  served.tag = sha256_hex(body).substr(0, kTagDigits);
  if (body.size() >= kWorthPacking) served.packed = gzip(body);
  if (served.packed.size() >= body.size()) served.packed.clear();
  served.plain = std::move(body);
  return served;
}

std::shared_ptr<const ServedRange> RangeCache::get(const std::string& range, const std::string& version, Instant now,
                                                   const std::function<std::vector<Document>()>& compute) {
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
    auto bodies = std::make_shared<ServedRange>();
    std::size_t bytes = 0;
    std::exception_ptr failure;
    ++computing_;
    lock.unlock();
    try {
      for (Document& document : compute()) {
        ServedBody body = make_served_body(std::move(document.body));
        bytes += body.plain.size() + body.packed.size();
        bodies->emplace(std::move(document.path), std::move(body));
      }
    } catch (...) {
      failure = std::current_exception();
    }
    lock.lock();
    --computing_;
    if (failure) std::rethrow_exception(failure);
    slot->bodies = std::move(bodies);
    slot->entry.bytes = bytes;
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
    if (slot->done) entries.push_back(slot->entry);
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
