#include "collection/http/path_tier.h"

#include <algorithm>
#include <cctype>

namespace klytics::collection {
namespace {

// Cuts the first segment off; both texts begin with a '/' or are empty.
std::string_view take_segment(std::string_view& path) {
  const std::size_t end = std::min(path.find('/', 1), path.size());
  const std::string_view segment = path.substr(0, end);
  path.remove_prefix(end);
  return segment;
}

bool fits(std::string_view pattern, std::string_view path) {
  while (!pattern.empty() && !path.empty()) {
    const std::string_view wanted = take_segment(pattern);
    const std::string_view segment = take_segment(path);
    if (wanted != segment && (wanted != "/{parent}" || segment.size() < 2)) return false;
  }
  return pattern.empty() && path.empty();
}

}  // namespace

std::optional<Tier> tier_of_path(const std::vector<Resource>& resources, std::string_view path) {
  if (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  const auto found = std::ranges::find_if(resources, [&](const Resource& r) { return fits(r.path, path); });
  return found == resources.end() ? std::nullopt : std::optional(found->tier);
}

std::optional<Tier> parse_tier(std::string_view text) {
  const auto same = [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
  };
  for (std::size_t i = 0; i < kTierCount; ++i) {
    const std::string_view name = name_of(static_cast<Tier>(i));
    if (std::ranges::equal(name, text, same)) return static_cast<Tier>(i);
  }
  return std::nullopt;
}

}  // namespace klytics::collection
