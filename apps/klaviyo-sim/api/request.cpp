#include "api/request.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace klaviyo_sim {
namespace {

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    if (comma != 0) parts.emplace_back(text.substr(0, comma));
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
  }
  return parts;
}

template <typename List>
void check_members(const std::vector<std::string>& values, const List& allowed, const std::string& parameter) {
  for (const std::string& value : values)
    if (std::find(allowed.begin(), allowed.end(), value) == allowed.end())
      throw invalid(fmt::format("'{}' is not a valid value for {}.", value, parameter), parameter);
}

// "fields[event]" -> "event" for the prefix "fields"; nothing for another parameter.
std::optional<std::string> bracketed(std::string_view name, std::string_view prefix) {
  if (!name.starts_with(prefix) || name.size() < prefix.size() + 3 || name[prefix.size()] != '[' ||
      !name.ends_with(']'))
    return std::nullopt;
  return std::string(name.substr(prefix.size() + 1, name.size() - prefix.size() - 2));
}

std::size_t parse_page_size(const std::string& text, const Paging& paging) {
  int size = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), size);
  if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size() || size < 1 || size > paging.max_size)
    throw invalid(fmt::format("Page size must be an integer between 1 and {}.", paging.max_size), "page[size]");
  return static_cast<std::size_t>(size);
}

void append_encoded(std::string& out, std::string_view text) {
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '_' || c == '.' || c == '~';
    if (plain) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
}

}  // namespace

const std::vector<std::string>* Parameters::fields_of(const std::string& type) const {
  const auto found = fields.find(type);
  return found == fields.end() ? nullptr : &found->second;
}

ObjectView Parameters::view(const std::string& type, std::string_view base_url, bool primary) const {
  ObjectView view{base_url, fields_of(type), primary ? &includes : nullptr};
  if (primary) view.additional_fields = additional_fields;
  return view;
}

Parameters parse_parameters(const Endpoint& endpoint, const Request& request) {
  Parameters result;
  result.page_size = static_cast<std::size_t>(endpoint.paging.default_size);
  const Paging& paging = endpoint.paging;
  for (const auto& [name, value] : request.query) {
    const auto unknown = [&] {
      return invalid(fmt::format("'{}' is not a valid field for the resource '{}'.", name, endpoint.type), name);
    };
    if (name == "filter" && !endpoint.filters.empty()) {
      result.filter = value;
    } else if (name == "sort" && !endpoint.sorts.empty()) {
      result.descending = value.starts_with('-');
      result.sort = value.substr(result.descending ? 1 : 0);
      check_members({result.sort}, endpoint.sorts, name);
    } else if (name == "include" && !endpoint.includes.empty()) {
      result.includes = split(value);
      check_members(result.includes, endpoint.includes, name);
    } else if (name == "page[cursor]" && paging.cursor) {
      if (!value.empty()) result.cursor = value;
    } else if (name == "page[size]" && paging.cursor && paging.size_allowed) {
      result.page_size = parse_page_size(value, paging);
    } else if (const auto type = bracketed(name, "fields")) {
      result.fields[*type] = split(value);
    } else if (const auto extended = bracketed(name, "additional-fields");
               extended && *extended == endpoint.type && !endpoint.additional_fields.empty()) {
      result.additional_fields = split(value);
      check_members(result.additional_fields, endpoint.additional_fields, name);
    } else {
      throw unknown();
    }
  }
  return result;
}

std::string link(std::string_view base_url, const Request& request, const std::optional<std::string>& cursor) {
  std::string url = std::string(base_url) + request.path;
  char separator = '?';
  const auto append = [&](std::string_view name, std::string_view value) {
    url += separator;
    separator = '&';
    append_encoded(url, name);
    url += '=';
    append_encoded(url, value);
  };
  for (const auto& [name, value] : request.query)
    if (name != "page[cursor]") append(name, value);
  if (cursor) append("page[cursor]", *cursor);
  return url;
}

Json page_links(std::string_view base_url, const Request& request, const std::optional<std::string>& previous,
                const std::optional<std::string>& next) {
  std::optional<std::string> own;
  for (const auto& [name, value] : request.query)
    if (name == "page[cursor]" && !value.empty()) own = value;
  Json links;
  links["self"] = link(base_url, request, own);
  links["first"] = link(base_url, request, std::nullopt);
  links["prev"] = previous ? Json(link(base_url, request, previous->empty() ? std::nullopt : previous)) : Json(nullptr);
  links["next"] = next ? Json(link(base_url, request, next)) : Json(nullptr);
  return links;
}

}  // namespace klaviyo_sim
