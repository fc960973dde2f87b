// A file or standard input in blocks that end with a complete CSV record.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

namespace klytics::collection {

struct TextBlock {
  std::string text;
  std::size_t first_line = 1;
};

/// Reads front to back, holding one block and the start of the next. A record longer than a block makes a longer block.
class TextBlocks {
 public:
  /// `path` "-" is standard input. Throws Error(kInputMissing) when the file cannot be opened.
  explicit TextBlocks(const std::string& path, std::size_t block_bytes = std::size_t{4} << 20);
  ~TextBlocks();
  TextBlocks(const TextBlocks&) = delete;
  TextBlocks& operator=(const TextBlocks&) = delete;

  /// The next block; false at the end. Throws Error(kIo), and Error(kBadData) for what is plainly no text: a compressed
  /// file, a spreadsheet, UTF-16.
  bool next(TextBlock& block);
  /// The file's name for messages; "stdin" for "-".
  const std::string& name() const { return name_; }

 private:
  std::string name_;
  int file_;
  std::size_t block_bytes_;
  std::size_t line_ = 1;
  std::string rest_;  // read, but not yet a complete record
  bool ended_ = false;
};

}  // namespace klytics::collection
