// Splits a JSON:API page into its records, without reading them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace klytics::collection {

/// The parts of {"data":..., "included":[...], "links":{"next":...}}. The views point into the body.
struct JsonPage {
  std::vector<std::string_view> records;  // elements of data, or data itself when it is one object; any JSON value
  std::vector<std::string_view> included;
  std::optional<std::string> next;  // nullopt on the last page: null, absent or empty
};

/// Splits a body. It needs kBodyPadding readable bytes behind its end. A record with invalid UTF-8, control characters
/// or other broken content inside balanced brackets does not keep the other records from being found. nullopt when the
/// body is not a page: not JSON, cut short, or without "data". Linear.
std::optional<JsonPage> split_page(const std::string& body);

/// Whether the text begins as a JSON object does: such a body may have been cut short.
bool looks_like_json(std::string_view body);

}  // namespace klytics::collection
