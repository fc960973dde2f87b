// How klytics api prints what the API answered. Pure.
#pragma once

#include <string>
#include <string_view>

namespace klytics::app {

/// JSON text with keys and passwords inside its strings masked: what redact() knows, and `key` itself. Everything else
/// stays to the letter. Linear.
std::string masked_json(std::string_view json, std::string_view key);

/// JSON text on one line: without the white space between its tokens. Linear.
std::string one_line_json(std::string_view json);

}  // namespace klytics::app
