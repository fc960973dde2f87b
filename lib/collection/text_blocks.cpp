#include "collection/text_blocks.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>

#include "core/csv.h"
#include "core/error.h"

namespace klytics::collection {
namespace {

/// What begins so is no text, whatever its name says.
struct Signature {
  std::string_view bytes, what, hint;
};
constexpr std::string_view kDecompress = "decompress it first, for instance into standard input";
constexpr Signature kSignatures[] = {
    {"\x1f\x8b", "compressed with gzip", kDecompress},
    {"\x28\xb5\x2f\xfd", "compressed with zstd", kDecompress},
    {"\xfd\x37zXZ", "compressed with xz", kDecompress},
    {"BZh", "compressed with bzip2", kDecompress},
    {"PK\x03\x04", "a spreadsheet or another zip archive", "save the sheet as CSV in UTF-8"},
};

void refuse_binary(std::string_view start, const std::string& name) {
  constexpr std::size_t kLooked = 4096;
  for (const Signature& signature : kSignatures)
    if (start.starts_with(signature.bytes))
      throw Error(ErrorKind::kBadData, fmt::format("{}: {}, not text", name, signature.what),
                  std::string(signature.hint));
  if (start.substr(0, kLooked).find('\0') != std::string_view::npos)
    throw Error(ErrorKind::kBadData, fmt::format("{}: not text in UTF-8", name), "save it as CSV in UTF-8");
}

}  // namespace

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
    if (before == 0 && block.first_line == 1) refuse_binary(block.text, name_);
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
