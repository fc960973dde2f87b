#include "storage/postgres/copy_format.h"

#include <algorithm>
#include <array>

#include "core/error.h"

namespace klytics::storage {
namespace {

constexpr std::size_t kMostDigits = 60;
constexpr std::size_t kGroup = 4;  // decimal digits in one digit of a numeric
constexpr std::uint16_t kNegative = 0x4000;

template <typename Unsigned>
Unsigned read_big_endian(std::string_view data) {
  if (data.size() < sizeof(Unsigned)) throw Error(ErrorKind::kInternal, "a batch of rows ends inside a row");
  Unsigned value = 0;
  for (std::size_t i = 0; i < sizeof(Unsigned); ++i)
    value = static_cast<Unsigned>((value << 8) | static_cast<unsigned char>(data[i]));
  return value;
}

template <typename Unsigned>
void append_big_endian(std::string& out, Unsigned value) {
  std::array<char, sizeof(Unsigned)> bytes{};
  for (std::size_t i = 0; i < sizeof(Unsigned); ++i)
    bytes[i] = static_cast<char>(static_cast<unsigned char>(value >> (8 * (sizeof(Unsigned) - 1 - i))));
  out.append(bytes.data(), bytes.size());
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

bool TupleReader::next() {
  if (tuples_.empty()) return false;
  fields_.resize(read_big_endian<std::uint16_t>(tuples_));
  const std::string_view begin = tuples_.substr(sizeof(std::uint16_t));
  std::string_view rest = begin;
  for (std::string_view& field : fields_) {
    const auto length = static_cast<std::int32_t>(read_big_endian<std::uint32_t>(rest));
    const std::size_t size = sizeof length + (length > 0 ? static_cast<std::size_t>(length) : 0);  // -1 is NULL
    if (size > rest.size()) throw Error(ErrorKind::kInternal, "a batch of rows ends inside a field");
    field = rest.substr(0, size);
    rest.remove_prefix(size);
  }
  all_fields_ = begin.substr(0, begin.size() - rest.size());
  tuples_ = rest;
  return true;
}

void append_field_count(std::string& out, std::size_t fields) {
  append_big_endian(out, static_cast<std::uint16_t>(fields));
}

void append_bigint_field(std::string& out, std::int64_t value) {
  append_big_endian(out, std::uint32_t{sizeof value});
  append_big_endian(out, static_cast<std::uint64_t>(value));
}

void append_text_field(std::string& out, std::string_view value) {
  append_big_endian(out, static_cast<std::uint32_t>(value.size()));
  out += value;
}

std::optional<std::string_view> content_of(std::string_view field) {
  if (static_cast<std::int32_t>(read_big_endian<std::uint32_t>(field)) < 0) return std::nullopt;
  return field.substr(sizeof(std::uint32_t));
}

bool append_numeric_field(std::string& out, std::string_view decimal) {
  const bool negative = decimal.starts_with('-');
  if (negative) decimal.remove_prefix(1);
  const std::size_t point = std::min(decimal.find('.'), decimal.size());
  const std::string_view whole = decimal.substr(0, point);
  const std::string_view fraction = point < decimal.size() ? decimal.substr(point + 1) : std::string_view{};
  if (whole.empty() || (point < decimal.size() && fraction.empty()) || decimal.size() > kMostDigits ||
      !all_digits(whole) || !all_digits(fraction))
    return false;

  // Groups of four digits on both sides of the point, filled up with zeros outwards.
  std::string digits((kGroup - whole.size() % kGroup) % kGroup, '0');
  digits.append(whole).append(fraction).append((kGroup - fraction.size() % kGroup) % kGroup, '0');
  std::vector<std::uint16_t> groups;
  for (std::size_t i = 0; i < digits.size(); i += kGroup) {
    std::uint16_t group = 0;
    for (std::size_t j = i; j < i + kGroup; ++j) group = static_cast<std::uint16_t>(group * 10 + (digits[j] - '0'));
    groups.push_back(group);
  }
  auto weight = static_cast<std::int32_t>((whole.size() + kGroup - 1) / kGroup) - 1;
  while (!groups.empty() && groups.back() == 0) groups.pop_back();
  const auto first = std::find_if(groups.begin(), groups.end(), [](std::uint16_t group) { return group != 0; });
  weight -= static_cast<std::int32_t>(first - groups.begin());
  groups.erase(groups.begin(), first);
  if (groups.empty()) weight = 0;

  append_big_endian(out, static_cast<std::uint32_t>(2 * (4 + groups.size())));
  append_big_endian(out, static_cast<std::uint16_t>(groups.size()));
  append_big_endian(out, static_cast<std::uint16_t>(weight));
  append_big_endian(out, negative && !groups.empty() ? kNegative : std::uint16_t{0});
  append_big_endian(out, static_cast<std::uint16_t>(fraction.size()));
  for (const std::uint16_t group : groups) append_big_endian(out, group);
  return true;
}

}  // namespace klytics::storage
