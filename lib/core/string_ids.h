// Numbers for strings in the order in which they come: 0, 1, 2, ...
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
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
  /// The numbers of many texts in their order, as id() gives them one by one. Several times as fast where the
  /// dictionary is larger than the caches, because the look-ups wait for memory together.
  void ids(std::span<const std::string_view> texts, std::uint32_t* numbers);
  /// The text of a number. Valid until the next new string.
  std::string_view text(std::uint32_t id) const { return {arena_.data() + starts_[id], starts_[id + 1] - starts_[id]}; }
  std::size_t size() const { return starts_.size() - 1; }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t id_plus_one = 0;  // 0: free
  };
  std::uint32_t id(std::string_view text, std::uint32_t hash);
  void grow();

  std::vector<char> arena_;
  std::vector<std::size_t> starts_;
  std::vector<Slot> slots_;  // a power of two, at most 60 % full
};

/// Collects texts and appends their numbers to a column, many at a time.
class StringIdColumn {
 public:
  StringIdColumn(StringIds& ids, std::vector<std::uint32_t>& numbers) : ids_(ids), numbers_(numbers) {}

  /// Copies the text. The column has its number after flush() at the latest.
  void add(std::string_view text) {
    if (count_ == kMost) flush();
    text_.append(text);
    ends_[count_++] = text_.size();
  }
  void flush();

 private:
  static constexpr std::size_t kMost = 64;
  StringIds& ids_;
  std::vector<std::uint32_t>& numbers_;
  std::string text_;
  std::array<std::size_t, kMost> ends_{};
  std::size_t count_ = 0;
};

}  // namespace klytics
