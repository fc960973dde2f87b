#include "collection/resources.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

#include "core/error.h"
#include "core/nearest_match.h"

namespace klytics::collection {
namespace {

std::string normalized(std::string name) {
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

void check_name(const std::vector<std::string>& known, const std::string& name) {
  if (std::find(known.begin(), known.end(), name) != known.end()) return;
  const std::string nearest = nearest_match(name, known);
  throw Error(
      ErrorKind::kUsage, fmt::format("unknown resource: {}", name),
      nearest.empty() ? fmt::format("known are {}", fmt::join(known, ", ")) : fmt::format("did you mean {}?", nearest));
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
  std::vector<std::string> known;
  for (const Resource& resource : resources) known.push_back(resource.name);
  for (const std::string& name : wanted) check_name(known, name);
  for (const std::string& name : unwanted) check_name(known, name);
  std::erase_if(resources, [&](const Resource& resource) {
    const bool in_only = std::find(wanted.begin(), wanted.end(), resource.name) != wanted.end();
    const bool in_skip = std::find(unwanted.begin(), unwanted.end(), resource.name) != unwanted.end();
    return (!wanted.empty() && !in_only) || in_skip;
  });
  return resources;
}

}  // namespace klytics::collection
