// SHA-256 of bytes in memory, as lower-case hexadecimal text.
#pragma once

#include <string>
#include <string_view>

namespace klytics {

/// 64 hexadecimal digits. Throws Error(kInternal) when the cryptographic library refuses.
std::string sha256_hex(std::string_view bytes);

}  // namespace klytics
