// Identifiers in the forms that the API uses. All are functions of a seed and a number, so that they are stable and
// unique without a table.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace klaviyo_sim {

/// Six characters such as "Y6nRLr". `number` below 2^32; different numbers of one seed give different ids.
std::string short_id(std::uint64_t seed, std::uint32_t number);

/// The id of an event: eleven base-62 characters such as "7qWkC6JPz7g", written to `out` (eleven bytes).
void write_event_id(std::uint64_t seed, std::uint64_t number, char* out);
/// The number behind an event id; nullopt when the text is none. Numbers that were never used also come back.
std::optional<std::uint64_t> parse_event_id(std::uint64_t seed, std::string_view id);

/// A ULID: 48 bits of `milliseconds` since 1970, then 80 bits of which 32 are the number itself.
std::string ulid(std::uint64_t seed, std::int64_t milliseconds, std::uint32_t number);

/// A random UUID (version 4).
std::string uuid(std::uint64_t seed, std::uint64_t number);
/// A time-based UUID (version 1) of an event, 36 bytes written to `out`.
void write_event_uuid(std::uint64_t seed, std::int64_t unix_seconds, std::uint64_t number, char* out);

}  // namespace klaviyo_sim
