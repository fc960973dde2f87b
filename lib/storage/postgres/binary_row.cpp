#include "storage/postgres/binary_row.h"

#include "core/error.h"

namespace klytics::storage {
namespace {

constexpr std::int32_t kEpochDays = 10957;  // from 1970-01-01 to 2000-01-01, PostgreSQL's day 0
constexpr int kDigitBase = 10'000;          // numeric is a list of digits to this base
constexpr int kMicrosDigits = 6;
constexpr std::int64_t kLargestMicros = 9'000'000'000'000'000'000;
constexpr std::uint16_t kPositive = 0x0000, kNegative = 0x4000;

[[noreturn]] void fail() { throw Error(ErrorKind::kInternal, "a row of a binary COPY is not of the expected types"); }

template <typename Number>
Number take(std::string_view& text) {
  if (text.size() < sizeof(Number)) fail();
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < sizeof(Number); ++i) value = value << 8 | static_cast<unsigned char>(text[i]);
  text.remove_prefix(sizeof(Number));
  return static_cast<Number>(value);
}

}  // namespace

BinaryRow::BinaryRow(std::string_view row) : rest_(row), fields_left_(take<std::int16_t>(rest_)) {}

std::optional<std::string_view> BinaryRow::next() {
  if (fields_left_-- <= 0) fail();
  const auto length = take<std::int32_t>(rest_);
  if (length < 0) return std::nullopt;
  if (static_cast<std::size_t>(length) > rest_.size()) fail();
  const std::string_view field = rest_.substr(0, static_cast<std::size_t>(length));
  rest_.remove_prefix(field.size());
  return field;
}

std::optional<std::string_view> BinaryRow::text() { return next(); }

std::optional<std::int32_t> BinaryRow::day() {
  std::optional<std::string_view> field = next();
  if (!field) return std::nullopt;
  if (field->size() != sizeof(std::int32_t)) fail();
  const auto days = take<std::int32_t>(*field);
  if (days == INT32_MAX || days == INT32_MIN) throw Error(ErrorKind::kBadData, "a day in the database is infinite");
  return days + kEpochDays;
}

std::int64_t BinaryRow::micros() {
  std::optional<std::string_view> field = next();
  if (!field) throw Error(ErrorKind::kBadData, "an amount in the database is missing");
  const auto digits = take<std::int16_t>(*field);
  auto weight = take<std::int16_t>(*field);  // of the first digit, as a power of the base
  const auto sign = take<std::uint16_t>(*field);
  take<std::uint16_t>(*field);  // digits shown behind the point
  if (sign != kPositive && sign != kNegative)
    throw Error(ErrorKind::kBadData, "an amount in the database is not a finite number");
  __extension__ using Wide = __int128;  // in units of 10^-8: two digits behind the point
  constexpr Wide kMost = Wide{kLargestMicros} * 100;
  Wide sum = 0;
  bool too_large = false;
  for (int i = 0; i < digits; ++i, --weight) {
    const auto digit = take<std::uint16_t>(*field);
    if (weight < -2) continue;  // below the last of the two: cannot change how the sixth decimal rounds, but for a tie
    Wide scale = 1;
    for (int power = weight; power > -2 && scale <= kMost; --power) scale *= kDigitBase;
    sum += digit * scale;
    too_large = too_large || sum > kMost;
  }
  static_assert(kMicrosDigits == 6);
  if (too_large) throw Error(ErrorKind::kBadData, "an amount in the database is beyond 9 * 10^12");
  const auto micros = static_cast<std::int64_t>((sum + 50) / 100);
  return sign == kNegative ? -micros : micros;
}

}  // namespace klytics::storage
