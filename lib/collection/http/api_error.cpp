#include "collection/http/api_error.h"

#include <nlohmann/json.hpp>

namespace klytics::collection {
namespace {

constexpr std::size_t kLongestSummary = 300;

std::string text_member(const nlohmann::json& object, const char* name) {
  const auto member = object.find(name);
  return member != object.end() && member->is_string() ? member->get<std::string>() : std::string();
}

}  // namespace

std::string ApiError::summary() const {
  std::string text = !detail.empty() ? detail : !title.empty() ? title : code;
  if (text.size() > kLongestSummary) {
    std::size_t end = kLongestSummary;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end;  // not inside a character
    text.resize(end);
    text += "...";
  }
  return text;
}

ApiError parse_api_error(std::string_view body) {
  const nlohmann::json document = nlohmann::json::parse(body, nullptr, /*allow_exceptions=*/false);
  if (!document.is_object()) return {};
  const auto errors = document.find("errors");
  if (errors == document.end() || !errors->is_array() || errors->empty() || !errors->front().is_object()) return {};
  const nlohmann::json& first = errors->front();
  ApiError error{text_member(first, "code"), text_member(first, "title"), text_member(first, "detail"), {}};
  const auto source = first.find("source");
  if (source != first.end() && source->is_object()) error.parameter = text_member(*source, "parameter");
  return error;
}

bool is_cursor_error(const ApiError& error) {
  return error.parameter == "page[cursor]" || error.parameter == "page_cursor" ||
         error.detail.find("cursor") != std::string::npos;
}

}  // namespace klytics::collection
