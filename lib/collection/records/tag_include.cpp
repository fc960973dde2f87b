#include "collection/records/tag_include.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace klytics::collection {
namespace {

// "campaign-messages,tags" -> "campaign-messages"
std::string without(std::string_view list, std::string_view item) {
  std::string rest;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t comma = std::min(list.find(',', begin), list.size());
    const std::string_view name = list.substr(begin, comma - begin);
    if (name != item) rest.append(rest.empty() ? "" : ",").append(name);
    begin = comma + 1;
  }
  return rest;
}

}  // namespace

std::optional<Resource> without_tags(const Resource& resource) {
  const auto include = std::find_if(resource.query.begin(), resource.query.end(),
                                    [](const auto& parameter) { return parameter.first == "include"; });
  if (resource.tags_object_type.empty() || include == resource.query.end()) return std::nullopt;
  Resource reduced = resource;
  for (auto& [name, value] : reduced.query)
    if (name == "include") value = without(value, "tags");
  std::erase_if(reduced.query, [](const auto& parameter) { return parameter.second.empty(); });
  reduced.tags_object_type.clear();
  return reduced;
}

}  // namespace klytics::collection
