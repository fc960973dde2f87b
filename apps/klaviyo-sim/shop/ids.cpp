#include "shop/ids.h"

#include <array>

#include "shop/random.h"

namespace klaviyo_sim {
namespace {

constexpr std::string_view kBase62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kEventIdLength = 11;  // 62^10 < 2^60 < 62^11
constexpr std::uint64_t kHalf = (1ULL << 30) - 1;

// A Feistel network of four rounds over 60 bits: a permutation, so different numbers never collide.
std::uint64_t scramble(std::uint64_t seed, std::uint64_t value) {
  std::uint64_t left = (value >> 30) & kHalf;
  std::uint64_t right = value & kHalf;
  for (std::uint64_t round = 0; round < 4; ++round) {
    const std::uint64_t mixed = left ^ (mix(seed + round, right) & kHalf);
    left = right;
    right = mixed;
  }
  return (left << 30) | right;
}

std::uint64_t unscramble(std::uint64_t seed, std::uint64_t value) {
  std::uint64_t left = (value >> 30) & kHalf;
  std::uint64_t right = value & kHalf;
  for (std::uint64_t round = 4; round-- > 0;) {
    const std::uint64_t mixed = right ^ (mix(seed + round, left) & kHalf);
    right = left;
    left = mixed;
  }
  return (left << 30) | right;
}

void write_hex(std::uint64_t value, int digits, char*& out) {
  for (int i = digits - 1; i >= 0; --i) *out++ = "0123456789abcdef"[(value >> (4 * i)) & 15];
}

void write_uuid(std::uint64_t high, std::uint64_t low, char* out) {
  write_hex(high >> 32, 8, out);
  *out++ = '-';
  write_hex(high >> 16, 4, out);
  *out++ = '-';
  write_hex(high, 4, out);
  *out++ = '-';
  write_hex(low >> 48, 4, out);
  *out++ = '-';
  write_hex(low, 12, out);
}

}  // namespace

std::string short_id(std::uint64_t seed, std::uint32_t number) {
  // A Feistel network over 34 bits (62^6 is about 2^35.7) keeps the numbers apart.
  constexpr std::uint64_t kMask = (1ULL << 17) - 1;
  std::uint64_t left = number >> 17;
  std::uint64_t right = number & kMask;
  for (std::uint64_t round = 0; round < 4; ++round) {
    const std::uint64_t mixed = left ^ (mix(seed ^ 0x51d5, right * 4 + round) & kMask);
    left = right;
    right = mixed;
  }
  // Adding 62^5 makes the first character a letter or a digit above zero, never padding.
  std::uint64_t value = ((left << 17) | right) + 916132832ULL;
  std::string id(6, '0');
  for (std::size_t i = 6; i-- > 0; value /= 62) id[i] = kBase62[value % 62];
  return id;
}

void write_event_id(std::uint64_t seed, std::uint64_t number, char* out) {
  std::uint64_t value = scramble(seed, number);
  for (std::size_t i = kEventIdLength; i-- > 0; value /= 62) out[i] = kBase62[value % 62];
}

std::optional<std::uint64_t> parse_event_id(std::uint64_t seed, std::string_view id) {
  if (id.size() != kEventIdLength) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : id) {
    const std::size_t digit = kBase62.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    if (value > (1ULL << 60) / 62) return std::nullopt;
    value = value * 62 + digit;
  }
  if (value >> 60 != 0) return std::nullopt;
  return unscramble(seed, value);
}

std::string ulid(std::uint64_t seed, std::int64_t milliseconds, std::uint32_t number) {
  std::string id(26, '0');
  auto time = static_cast<std::uint64_t>(milliseconds);
  for (std::size_t i = 10; i-- > 0; time >>= 5) id[i] = kCrockford[time & 31];
  const std::uint64_t noise = mix(seed, number);
  // 16 characters of 5 bits: nine of noise, seven (35 bits) that carry the number, disguised by the same noise.
  for (std::size_t i = 0; i < 9; ++i) id[10 + i] = kCrockford[(noise >> (5 * i)) & 31];
  std::uint64_t tail = number ^ (mix(seed, 7) & 0xffffffffULL);
  for (std::size_t i = 26; i-- > 19; tail >>= 5) id[i] = kCrockford[tail & 31];
  return id;
}

std::string uuid(std::uint64_t seed, std::uint64_t number) {
  const std::uint64_t high = (mix(seed, number) & ~0xf000ULL) | 0x4000ULL;
  const std::uint64_t low = (mix(seed + 1, number) >> 2) | 0x8000000000000000ULL;
  std::string text(36, '-');
  write_uuid(high, low, text.data());
  return text;
}

void write_event_uuid(std::uint64_t seed, std::int64_t unix_seconds, std::uint64_t number, char* out) {
  // 100 ns ticks since 1582-10-15, as version 1 wants; the node part carries the event's number.
  const std::uint64_t ticks = (static_cast<std::uint64_t>(unix_seconds) + 12219292800ULL) * 10'000'000ULL;
  const std::uint64_t high =
      (ticks << 32) | (((ticks >> 32) & 0xffffULL) << 16) | 0x1000ULL | ((ticks >> 48) & 0xfffULL);
  const std::uint64_t low =
      0x8000'0000'0000'0000ULL | (mix(seed, 11) & 0x00ff'0000'0000'0000ULL) | (number & 0xffff'ffff'ffffULL);
  write_uuid(high, low, out);
}

}  // namespace klaviyo_sim
