#include "storage/sync/page_compression.h"

#include <zstd.h>

#include "core/error.h"

namespace klytics::storage {
namespace {

constexpr int kLevel = 3;  // zstd's default: about a tenth of JSON's size at several hundred MB/s

}  // namespace

PageCompressor::PageCompressor() : context_(ZSTD_createCCtx(), ZSTD_freeCCtx) {
  if (!context_) throw Error(ErrorKind::kInternal, "there is no memory to compress pages");
}

PageCompressor::~PageCompressor() = default;

std::string_view PageCompressor::compress(std::string_view body) {
  const std::size_t bound = ZSTD_compressBound(body.size());
  if (frame_.size() < bound) frame_.resize(bound);
  const std::size_t size =
      ZSTD_compressCCtx(context_.get(), frame_.data(), frame_.size(), body.data(), body.size(), kLevel);
  if (ZSTD_isError(size))
    throw Error(ErrorKind::kInternal, std::string("a page cannot be compressed: ") + ZSTD_getErrorName(size));
  return std::string_view(frame_).substr(0, size);
}

std::string decompress_page(std::string_view frame) {
  const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN)
    throw Error(ErrorKind::kBadData, "a raw page is not a complete zstd frame");
  std::string body(size, '\0');
  const std::size_t written = ZSTD_decompress(body.data(), body.size(), frame.data(), frame.size());
  if (ZSTD_isError(written) || written != body.size()) throw Error(ErrorKind::kBadData, "a raw page is damaged");
  return body;
}

}  // namespace klytics::storage
