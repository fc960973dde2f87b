#include "core/string_ids.h"

#include <algorithm>
#include <cstring>

namespace klytics {
namespace {

constexpr std::size_t kFirstSlots = 1024;

// Eight bytes a step, multiplied and folded; the high bits end in the low ones.
std::uint32_t hash_of(std::string_view text) {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15;  // 2^64 / golden ratio
  std::uint64_t hash = text.size() * kOdd;
  const auto mix = [&hash](std::uint64_t word) {
    hash = (hash ^ word) * kOdd;
    hash ^= hash >> 29;
  };
  while (text.size() >= 8) {
    std::uint64_t word;
    std::memcpy(&word, text.data(), 8);
    mix(word);
    text.remove_prefix(8);
  }
  std::uint64_t word = 0;
  if (!text.empty()) std::memcpy(&word, text.data(), text.size());
  mix(word);
  return static_cast<std::uint32_t>(hash ^ (hash >> 32));
}

}  // namespace

StringIds::StringIds() : starts_{0}, slots_(kFirstSlots) {}

std::uint32_t StringIds::id(std::string_view text) { return id(text, hash_of(text)); }

void StringIds::ids(std::span<const std::string_view> texts, std::uint32_t* numbers) {
  constexpr std::size_t kTogether = 32;  // more look-ups than a core has misses under way at once
  std::array<std::uint32_t, kTogether> hashes;
  while (!texts.empty()) {
    const std::size_t count = std::min(texts.size(), kTogether);
    for (std::size_t i = 0; i < count; ++i) {
      hashes[i] = hash_of(texts[i]);
      __builtin_prefetch(&slots_[hashes[i] & (slots_.size() - 1)]);
    }
    // The slot where the search begins is the right one more often than not.
    for (std::size_t i = 0; i < count; ++i) {
      const Slot& slot = slots_[hashes[i] & (slots_.size() - 1)];
      if (slot.hash == hashes[i] && slot.id_plus_one != 0) __builtin_prefetch(&starts_[slot.id_plus_one - 1]);
    }
    for (std::size_t i = 0; i < count; ++i) {
      const Slot& slot = slots_[hashes[i] & (slots_.size() - 1)];
      if (slot.hash == hashes[i] && slot.id_plus_one != 0)
        __builtin_prefetch(arena_.data() + starts_[slot.id_plus_one - 1]);
    }
    for (std::size_t i = 0; i < count; ++i) *numbers++ = id(texts[i], hashes[i]);
    texts = texts.subspan(count);
  }
}

std::uint32_t StringIds::id(std::string_view text, std::uint32_t hash) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t position = hash & mask;
  for (; slots_[position].id_plus_one != 0; position = (position + 1) & mask)
    if (slots_[position].hash == hash && this->text(slots_[position].id_plus_one - 1) == text)
      return slots_[position].id_plus_one - 1;
  const auto id = static_cast<std::uint32_t>(size());
  arena_.insert(arena_.end(), text.begin(), text.end());
  starts_.push_back(arena_.size());
  slots_[position] = {hash, id + 1};
  if (size() * 5 > slots_.size() * 3) grow();
  return id;
}

void StringIds::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.id_plus_one == 0) continue;
    std::size_t position = slot.hash & mask;
    while (slots_[position].id_plus_one != 0) position = (position + 1) & mask;
    slots_[position] = slot;
  }
}

void StringIdColumn::flush() {
  std::array<std::string_view, kMost> texts;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < count_; ++i) {
    texts[i] = std::string_view(text_).substr(begin, ends_[i] - begin);
    begin = ends_[i];
  }
  const std::size_t size = numbers_.size();
  numbers_.resize(size + count_);
  ids_.ids(std::span(texts).first(count_), numbers_.data() + size);
  text_.clear();
  count_ = 0;
}

}  // namespace klytics
