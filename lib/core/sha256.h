// SHA-256 of bytes in memory, and message authentication codes with it.
#pragma once

#include <string>
#include <string_view>

namespace klytics {

/// 64 hexadecimal digits. Throws Error(kInternal) when the cryptographic library refuses.
std::string sha256_hex(std::string_view bytes);

/// HMAC-SHA-256 (RFC 2104): 32 bytes. Throws as above.
std::string hmac_sha256(std::string_view key, std::string_view bytes);

/// Bytes as lower-case hexadecimal digits.
std::string to_hex(std::string_view bytes);

}  // namespace klytics
