// Raw API responses as zstd frames, the form in which raw_pages keeps them.
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct ZSTD_CCtx_s;

namespace klytics::storage {

/// Compresses pages one after the other with one context. Not for concurrent use.
class PageCompressor {
 public:
  PageCompressor();
  ~PageCompressor();
  PageCompressor(const PageCompressor&) = delete;
  PageCompressor& operator=(const PageCompressor&) = delete;

  /// One zstd frame that names its content's size. The result is valid until the next call.
  std::string_view compress(std::string_view body);

 private:
  std::unique_ptr<ZSTD_CCtx_s, std::size_t (*)(ZSTD_CCtx_s*)> context_;
  std::string frame_;
};

/// The content of a frame that compress() made. Throws Error(kBadData) for anything else.
std::string decompress_page(std::string_view frame);

}  // namespace klytics::storage
