#include "presentation/publish/gzip.h"

#include <zlib.h>

#include <algorithm>

#include "core/error.h"

namespace klytics::presentation {

std::string gzip(std::string_view text) {
  z_stream stream{};
  // 16 above the window bits asks for the gzip format; the best level, since a text is read more often than written.
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw Error(ErrorKind::kInternal, "the compression library refuses to start");
  std::string packed(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
  std::string input(text);  // zlib's interface takes no constant bytes
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const int result = deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  if (result != Z_STREAM_END) throw Error(ErrorKind::kInternal, "a text could not be compressed");
  return packed;
}

std::string gunzip(std::string bytes) {
  if (!bytes.starts_with("\x1f\x8b")) return bytes;
  constexpr std::size_t kLargest = std::size_t{256} << 20U;
  z_stream stream{};
  if (inflateInit2(&stream, 15 + 16) != Z_OK)
    throw Error(ErrorKind::kInternal, "the compression library refuses to start");
  stream.next_in = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string text;
  int result = Z_OK;
  while (result == Z_OK && text.size() < kLargest) {
    const std::size_t before = text.size();
    text.resize(std::max<std::size_t>(2 * before, 4096));
    stream.next_out = reinterpret_cast<Bytef*>(text.data() + before);
    stream.avail_out = static_cast<uInt>(text.size() - before);
    result = inflate(&stream, Z_NO_FLUSH);
    text.resize(stream.total_out);
  }
  inflateEnd(&stream);
  if (result != Z_STREAM_END) throw Error(ErrorKind::kBadData, "a compressed file is damaged");
  return text;
}

}  // namespace klytics::presentation
