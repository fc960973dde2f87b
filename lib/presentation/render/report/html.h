// Text as HTML, and numbers as people read them. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/decimal.h"
#include "core/time.h"

namespace klytics::presentation::html {

/// For text between tags and in quoted attributes.
std::string escape(std::string_view text);

/// "1,234,567"
std::string grouped(std::int64_t value);
/// "16,395.60": with thousands separators and all its digits.
std::string grouped(const Decimal& value);
/// "16,395.60" of a number with two digits.
std::string money(double value);
/// "31 January 2026"
std::string long_date(Date date);
/// "31 Jan"
std::string short_date(Date date);

}  // namespace klytics::presentation::html
