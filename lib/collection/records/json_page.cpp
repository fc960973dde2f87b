#include "collection/records/json_page.h"

#include <simdjson.h>

#include "collection/http/http.h"
#include "collection/records/page_scanner.h"

namespace klytics::collection {
namespace {

// The library chooses the vector instructions for its index and its strings when it runs, on any x86-64. What is
// compiled here only walks over that index and has no vectors to gain from.
namespace ondemand = simdjson::ondemand;

std::string_view trimmed_end(std::string_view text) {
  const std::size_t last = text.find_last_not_of(" \t\r\n");
  return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

// The JSON text of a value; false when its brackets do not balance.
bool read_raw(ondemand::value value, std::string_view& raw) {
  ondemand::json_type type;
  if (value.type().get(type) != simdjson::SUCCESS) return false;
  if (type == ondemand::json_type::object) {
    ondemand::object object;
    if (value.get_object().get(object) != simdjson::SUCCESS || object.raw_json().get(raw) != simdjson::SUCCESS)
      return false;
  } else if (type == ondemand::json_type::array) {
    ondemand::array array;
    if (value.get_array().get(array) != simdjson::SUCCESS || array.raw_json().get(raw) != simdjson::SUCCESS)
      return false;
  } else {
    raw = value.raw_json_token();
  }
  raw = trimmed_end(raw);
  return true;
}

bool read_elements(ondemand::array array, std::vector<std::string_view>& elements) {
  for (auto element : array) {
    ondemand::value value;
    if (std::move(element).get(value) != simdjson::SUCCESS) return false;
    if (!read_raw(value, elements.emplace_back())) return false;
  }
  return true;
}

bool read_next(ondemand::value links, std::optional<std::string>& next) {
  ondemand::json_type type;
  if (links.type().get(type) != simdjson::SUCCESS || type != ondemand::json_type::object) return true;
  ondemand::object object;
  if (links.get_object().get(object) != simdjson::SUCCESS) return false;
  ondemand::value value;
  const simdjson::error_code error = object.find_field_unordered("next").get(value);
  if (error == simdjson::NO_SUCH_FIELD) return true;
  if (error != simdjson::SUCCESS || value.type().get(type) != simdjson::SUCCESS) return false;
  if (type != ondemand::json_type::string) return type == ondemand::json_type::null;
  std::string_view text;
  if (value.get_string().get(text) != simdjson::SUCCESS) return false;
  if (!text.empty()) next = std::string(text);
  return true;
}

// nullopt when the body as a whole is not clean JSON.
std::optional<JsonPage> split_clean(const std::string& body) {
  static thread_local ondemand::parser parser;
  ondemand::document document;
  ondemand::object top;
  const simdjson::padded_string_view padded(body.data(), body.size(), body.size() + kBodyPadding);
  if (parser.iterate(padded).get(document) != simdjson::SUCCESS || document.get_object().get(top) != simdjson::SUCCESS)
    return std::nullopt;
  JsonPage page;
  bool has_data = false;
  for (auto item : top) {
    ondemand::field field;
    if (std::move(item).get(field) != simdjson::SUCCESS) return std::nullopt;
    const ondemand::raw_json_string key = field.key();
    ondemand::value value = field.value();
    const bool is_data = key == "data";
    if (is_data || key == "included") {
      std::vector<std::string_view>& target = is_data ? page.records : page.included;
      target.clear();
      ondemand::json_type type;
      if (value.type().get(type) != simdjson::SUCCESS) return std::nullopt;
      if (type == ondemand::json_type::array) {
        ondemand::array array;
        if (value.get_array().get(array) != simdjson::SUCCESS || !read_elements(array, target)) return std::nullopt;
      } else {
        std::string_view raw;
        if (!read_raw(value, raw)) return std::nullopt;
        if (raw != "null") target.push_back(raw);
      }
      has_data = has_data || is_data;
    } else if (key == "links") {
      page.next.reset();
      if (!read_next(value, page.next)) return std::nullopt;
    }
  }
  const bool at_end = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
  if (!has_data || !at_end) return std::nullopt;
  return page;
}

}  // namespace

std::optional<JsonPage> split_page(const std::string& body) {
  if (std::optional<JsonPage> page = split_clean(body)) return page;
  return scan_page(body);
}

bool looks_like_json(std::string_view body) {
  const std::size_t first = body.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && (body[first] == '{' || body[first] == '[');
}

}  // namespace klytics::collection
