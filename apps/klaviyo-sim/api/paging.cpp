#include "api/paging.h"

#include <fmt/format.h>

#include <charconv>

#include "shop/ids.h"

namespace klaviyo_sim {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// Reads a number up to `stop` and removes both from `text`.
template <typename Number>
bool take_number(std::string_view& text, std::string_view stop, Number& number) {
  const std::size_t end = text.find(stop);
  if (end == std::string_view::npos) return false;
  const auto parsed = std::from_chars(text.data(), text.data() + end, number);
  if (parsed.ec != std::errc{} || parsed.ptr != text.data() + end) return false;
  text.remove_prefix(end + stop.size());
  return true;
}

}  // namespace

std::string base64url(std::string_view bytes) {
  std::string text;
  std::uint32_t buffer = 0;
  int bits = 0;
  for (const char c : bytes) {
    buffer = (buffer << 8) | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 6; bits -= 6) text += kAlphabet[(buffer >> (bits - 6)) & 63];
  }
  if (bits > 0) text += kAlphabet[(buffer << (6 - bits)) & 63];
  return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
  std::string bytes;
  std::uint32_t buffer = 0;
  int bits = 0;
  for (const char c : text) {
    const std::size_t digit = kAlphabet.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    buffer = (buffer << 6) | static_cast<std::uint32_t>(digit);
    if ((bits += 6) >= 8) {
      bits -= 8;
      bytes += static_cast<char>((buffer >> bits) & 255);
    }
  }
  return bytes;
}

std::string encode(const ListCursor& cursor) {
  return base64url(fmt::format("next::{}::{}::", cursor.offset, cursor.query_hash));
}

std::optional<ListCursor> decode_list_cursor(std::string_view text) {
  const std::optional<std::string> bytes = from_base64url(text);
  if (!bytes || !bytes->starts_with("next::")) return std::nullopt;
  std::string_view rest = std::string_view(*bytes).substr(6);
  ListCursor cursor;
  if (!take_number(rest, "::", cursor.offset) || !take_number(rest, "::", cursor.query_hash) || !rest.empty())
    return std::nullopt;
  return cursor;
}

std::string encode(const EventCursor& cursor, std::uint64_t seed) {
  std::string id(11, ' ');
  write_event_id(seed, cursor.number, id.data());
  return base64url(fmt::format("[{}, \"{}\", {}]", cursor.time, id, cursor.forward));
}

std::optional<EventCursor> decode_event_cursor(std::string_view text, std::uint64_t seed) {
  const std::optional<std::string> bytes = from_base64url(text);
  if (!bytes || !bytes->starts_with('[')) return std::nullopt;
  std::string_view rest = std::string_view(*bytes).substr(1);
  EventCursor cursor;
  if (!take_number(rest, ", \"", cursor.time) || rest.size() < 11) return std::nullopt;
  const std::optional<std::uint64_t> number = parse_event_id(seed, rest.substr(0, 11));
  rest.remove_prefix(11);
  if (!number || (rest != "\", true]" && rest != "\", false]")) return std::nullopt;
  cursor.number = *number;
  cursor.forward = rest == "\", true]";
  return cursor;
}

}  // namespace klaviyo_sim
