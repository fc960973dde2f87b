// The list of everything that can be collected.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "collection/resource.h"

namespace klytics::collection {

/// What the settings change in the descriptions.
struct ResourceOptions {
  bool predictive_analytics = false;  // of profiles: a slower tier, and a listing that the vendor sometimes refuses
  std::string machine_open_property = "machine_open";
};

/// All resources, parents before children, in the order in which they are collected and reported.
std::vector<Resource> all_resources(const ResourceOptions& options);

/// The resources that `only` names ('-' and '_' are the same), all for an empty list, without those of `skip`.
/// A resource whose parent is not among them keeps its place: it uses the parents stored before.
/// Throws Error(kUsage) for an unknown name, with the nearest known one.
std::vector<Resource> select_resources(std::vector<Resource> resources, const std::vector<std::string>& only,
                                       const std::vector<std::string>& skip);

// One description a file, in resources/.
Resource accounts_resource();
Resource metrics_resource();
Resource mapped_metrics_resource();
Resource profiles_resource(const ResourceOptions& options);
Resource lists_resource();
Resource list_members_resource();
Resource segments_resource();
Resource segment_members_resource();
Resource campaigns_resource();
Resource flows_resource();
Resource flow_actions_resource();
Resource flow_messages_resource();
Resource forms_resource();
Resource tags_resource();
Resource events_resource(const ResourceOptions& options);

}  // namespace klytics::collection
