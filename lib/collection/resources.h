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

/// Which resources a run collects; '-' and '_' are the same in names.
struct ResourceChoice {
  std::vector<std::string> only;  // exactly these; empty: those that are collected by default
  std::vector<std::string> also;  // these besides
  std::vector<std::string> skip;  // none of these, whatever the others say
};

/// `names` with '-' written as '_'. Throws Error(kUsage) for one that is not among `known`, with the nearest that is.
std::vector<std::string> checked_names(const std::vector<std::string>& names, const std::vector<std::string>& known);

/// One that is collected only where it is of use is collected whatever the account has when it is named.
/// A resource whose parent is not chosen keeps its place: it uses the parents stored before.
/// Throws Error(kUsage) for an unknown name, with the nearest known one.
std::vector<Resource> select_resources(std::vector<Resource> resources, const ResourceChoice& choice);

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
Resource metric_properties_resource();
Resource metric_aggregates_resource();
Resource custom_metrics_resource();
Resource tag_groups_resource();
Resource recipient_estimations_resource();
Resource form_versions_resource();
Resource templates_resource();
Resource universal_content_resource();
Resource catalog_items_resource();
Resource catalog_variants_resource();
Resource catalog_categories_resource();
Resource coupons_resource();
Resource coupon_codes_resource();
Resource images_resource();
Resource reviews_resource();
Resource push_tokens_resource();
Resource suppression_jobs_resource();
Resource web_feeds_resource();
Resource tracking_settings_resource();
Resource object_types_resource();
Resource object_records_resource();
Resource webhooks_resource();
Resource campaign_values_report_resource();
Resource flow_values_report_resource();
Resource flow_series_report_resource();
Resource form_values_report_resource();
Resource form_series_report_resource();
Resource segment_values_report_resource();
Resource segment_series_report_resource();
Resource events_resource(const ResourceOptions& options);

}  // namespace klytics::collection
