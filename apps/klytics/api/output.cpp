#include "api/output.h"

#include <nlohmann/json.hpp>

#include "core/secret.h"

namespace klytics::app {
namespace {

// The end of the string that begins with the quote at `begin`; the text's end when it is not closed.
std::size_t end_of_string(std::string_view json, std::size_t begin) {
  for (std::size_t i = begin + 1; i < json.size(); ++i) {
    if (json[i] == '\\')
      ++i;
    else if (json[i] == '"')
      return i + 1;
  }
  return json.size();
}

std::string without_key(std::string text, std::string_view key) {
  constexpr std::string_view kMask = "***";
  if (key.empty()) return text;
  for (std::size_t at = text.find(key); at != std::string::npos; at = text.find(key, at + kMask.size()))
    text.replace(at, key.size(), kMask);
  return text;
}

// A string with escapes is masked in its decoded form: an escape cut in two would break the document.
std::string masked_string(std::string_view token, std::string_view key) {
  if (token.find('\\') == std::string_view::npos) return redact(without_key(std::string(token), key));
  const nlohmann::json value = nlohmann::json::parse(token, nullptr, /*allow_exceptions=*/false);
  if (!value.is_string()) return std::string(token);
  const std::string& text = value.get_ref<const std::string&>();
  const std::string masked = redact(without_key(text, key));
  return masked == text ? std::string(token) : nlohmann::json(masked).dump();
}

}  // namespace

std::string masked_json(std::string_view json, std::string_view key) {
  std::string out;
  out.reserve(json.size());
  for (std::size_t i = 0; i < json.size();) {
    if (json[i] != '"') {
      out += json[i++];
      continue;
    }
    const std::size_t end = end_of_string(json, i);
    out += masked_string(json.substr(i, end - i), key);
    i = end;
  }
  return out;
}

std::string one_line_json(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  for (std::size_t i = 0; i < json.size();) {
    if (json[i] == '"') {
      const std::size_t end = end_of_string(json, i);
      out += json.substr(i, end - i);
      i = end;
    } else if (std::string_view(" \t\r\n").find(json[i]) == std::string_view::npos) {
      out += json[i++];
    } else {
      ++i;
    }
  }
  return out;
}

}  // namespace klytics::app
