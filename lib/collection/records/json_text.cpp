#include "collection/records/json_text.h"

#include <cstdint>
#include <nlohmann/json.hpp>

namespace klytics::collection {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

std::size_t skip_space(std::string_view text, std::size_t at) {
  const std::size_t found = text.find_first_not_of(kSpace, at);
  return found == std::string_view::npos ? text.size() : found;
}

// Behind the string whose opening quote is at `at`.
std::size_t string_end(std::string_view text, std::size_t at) {
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] == '\\')
      ++i;
    else if (text[i] == '"')
      return i + 1;
  }
  return std::string_view::npos;
}

// Calls take(key, value) for each member, or take("", element) for each element, until it returns false.
template <typename Take>
void walk(std::string_view text, char open, Take take) {
  const bool is_object = open == '{';
  std::size_t at = skip_space(text, 0);
  if (at >= text.size() || text[at] != open) return;
  at = skip_space(text, at + 1);
  while (at < text.size() && text[at] != '}' && text[at] != ']') {
    std::string_view key;
    if (is_object) {
      if (text[at] != '"') return;
      const std::size_t end = string_end(text, at);
      if (end == std::string_view::npos) return;
      key = text.substr(at + 1, end - at - 2);
      at = skip_space(text, end);
      if (at >= text.size() || text[at] != ':') return;
      at = skip_space(text, at + 1);
    }
    const std::size_t end = json_value_end(text, at);
    if (end == std::string_view::npos || end == at) return;
    if (!take(key, text.substr(at, end - at))) return;
    at = skip_space(text, end);
    if (at < text.size() && text[at] == ',') at = skip_space(text, at + 1);
  }
}

}  // namespace

std::size_t json_value_end(std::string_view text, std::size_t begin) {
  const std::size_t at = skip_space(text, begin);
  if (at >= text.size()) return std::string_view::npos;
  if (text[at] == '"') return string_end(text, at);
  if (text[at] != '{' && text[at] != '[') {
    const std::size_t end = text.find_first_of(" \t\r\n,]}", at);
    return end == std::string_view::npos ? text.size() : end;
  }
  std::size_t depth = 0;
  for (std::size_t i = at; i < text.size();) {
    const char c = text[i];
    if (c == '"') {
      i = string_end(text, i);
      continue;
    }
    if (c == '{' || c == '[') ++depth;
    if ((c == '}' || c == ']') && --depth == 0) return i + 1;
    ++i;
  }
  return std::string_view::npos;
}

std::optional<std::string_view> json_member(std::string_view object, std::string_view key) {
  std::optional<std::string_view> found;
  walk(object, '{', [&](std::string_view name, std::string_view value) {
    if (name == key) found = value;
    return !found;
  });
  return found;
}

std::optional<std::string_view> json_at(std::string_view object, std::initializer_list<std::string_view> path) {
  std::optional<std::string_view> value = object;
  for (const std::string_view key : path)
    if (!(value = json_member(*value, key))) return std::nullopt;
  return value;
}

std::vector<std::pair<std::string_view, std::string_view>> json_members(std::string_view object) {
  std::vector<std::pair<std::string_view, std::string_view>> members;
  walk(object, '{', [&](std::string_view key, std::string_view value) {
    members.emplace_back(key, value);
    return true;
  });
  return members;
}

std::vector<std::string_view> json_elements(std::string_view array) {
  std::vector<std::string_view> elements;
  walk(array, '[', [&](std::string_view, std::string_view value) {
    elements.push_back(value);
    return true;
  });
  return elements;
}

std::optional<std::string> json_string(std::string_view token) {
  if (token.size() < 2 || token.front() != '"' || token.back() != '"') return std::nullopt;
  const std::string_view inner = token.substr(1, token.size() - 2);
  if (inner.find('\\') == std::string_view::npos) return std::string(inner);
  const nlohmann::json parsed = nlohmann::json::parse(token, nullptr, false);
  // What the parser refuses is compared as it is written.
  return parsed.is_string() ? parsed.get<std::string>() : std::string(inner);
}

std::string json_quoted(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace klytics::collection
