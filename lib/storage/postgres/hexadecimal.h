// Bytes from the hexadecimal form in which PostgreSQL encodes them.
#pragma once

#include <string>
#include <string_view>

namespace klytics::storage {

/// Of digits in lower case, an even number.
std::string bytes_of_hexadecimal(std::string_view digits);

}  // namespace klytics::storage
