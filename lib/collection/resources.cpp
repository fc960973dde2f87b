#include "collection/resources.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "core/error.h"

namespace klytics::collection {
namespace {

std::string normalized(std::string name) {
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
    }
  }
  return row.back();
}

void check_name(const std::vector<Resource>& resources, const std::string& name) {
  const auto nearest = std::min_element(resources.begin(), resources.end(), [&](const Resource& a, const Resource& b) {
    return edit_distance(a.name, name) < edit_distance(b.name, name);
  });
  if (nearest == resources.end() || nearest->name == name) return;
  throw Error(ErrorKind::kUsage, fmt::format("unknown resource: {}", name),
              fmt::format("did you mean {}?", nearest->name));
}

}  // namespace

std::vector<Resource> all_resources(const ResourceOptions& options) {
  return {accounts_resource(),      metrics_resource(),      mapped_metrics_resource(), profiles_resource(options),
          lists_resource(),         list_members_resource(), segments_resource(),       segment_members_resource(),
          tags_resource(),          campaigns_resource(),    flows_resource(),          flow_actions_resource(),
          flow_messages_resource(), forms_resource(),        events_resource(options)};
}

std::vector<Resource> select_resources(std::vector<Resource> resources, const std::vector<std::string>& only,
                                       const std::vector<std::string>& skip) {
  std::vector<std::string> wanted, unwanted;
  std::transform(only.begin(), only.end(), std::back_inserter(wanted), normalized);
  std::transform(skip.begin(), skip.end(), std::back_inserter(unwanted), normalized);
  for (const std::string& name : wanted) check_name(resources, name);
  for (const std::string& name : unwanted) check_name(resources, name);
  std::erase_if(resources, [&](const Resource& resource) {
    const bool in_only = std::find(wanted.begin(), wanted.end(), resource.name) != wanted.end();
    const bool in_skip = std::find(unwanted.begin(), unwanted.end(), resource.name) != unwanted.end();
    return (!wanted.empty() && !in_only) || in_skip;
  });
  return resources;
}

}  // namespace klytics::collection
