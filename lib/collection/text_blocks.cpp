#include "collection/text_blocks.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/csv.h"
#include "core/error.h"

namespace klytics::collection {

TextBlocks::TextBlocks(const std::string& path, std::size_t block_bytes)
    : name_(path == "-" ? "stdin" : path),
      file_(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)),
      block_bytes_(block_bytes) {
  if (file_ < 0) throw Error(ErrorKind::kInputMissing, fmt::format("cannot open {}: {}", path, std::strerror(errno)));
}

TextBlocks::~TextBlocks() {
  if (file_ != STDIN_FILENO) ::close(file_);
}

bool TextBlocks::next(TextBlock& block) {
  block.text.swap(rest_);
  rest_.clear();
  block.first_line = line_;
  std::size_t complete = 0;
  while (!ended_) {
    const std::size_t before = block.text.size();
    block.text.resize(before + block_bytes_);
    std::size_t filled = before;
    while (filled < block.text.size() && !ended_) {
      const ssize_t count = ::read(file_, block.text.data() + filled, block.text.size() - filled);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) throw Error(ErrorKind::kIo, fmt::format("cannot read {}: {}", name_, std::strerror(errno)));
      if (count == 0) ended_ = true;
      filled += static_cast<std::size_t>(count);
    }
    block.text.resize(filled);
    complete = csv_complete_prefix(block.text);
    if (complete > 0) break;
  }
  if (!ended_) {
    rest_.assign(block.text, complete);
    block.text.resize(complete);
  }
  line_ += static_cast<std::size_t>(std::count(block.text.begin(), block.text.end(), '\n'));
  return !block.text.empty();
}

}  // namespace klytics::collection
