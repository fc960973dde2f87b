// Numbers for strings in the order in which they come: 0, 1, 2, ...
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace klytics {

/// A dictionary of up to 2^32 - 1 strings, laid out for tens of millions of look-ups: an open hash table over one arena
/// of text.
class StringIds {
 public:
  StringIds();

  /// The number of `text`, a new one when it has not been seen. Amortised O(length).
  std::uint32_t id(std::string_view text);
  /// The text of a number. Valid until the next new string.
  std::string_view text(std::uint32_t id) const { return {arena_.data() + starts_[id], starts_[id + 1] - starts_[id]}; }
  std::size_t size() const { return starts_.size() - 1; }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t id_plus_one = 0;  // 0: free
  };
  void grow();

  std::vector<char> arena_;
  std::vector<std::size_t> starts_;
  std::vector<Slot> slots_;  // a power of two, at most 60 % full
};

}  // namespace klytics
