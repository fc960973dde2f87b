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

bool holds(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::vector<std::string> checked_names(const std::vector<std::string>& names, const std::vector<std::string>& known) {
  std::vector<std::string> checked;
  std::transform(names.begin(), names.end(), std::back_inserter(checked), normalized);
  for (const std::string& name : checked) {
    if (holds(known, name)) continue;
    const std::string nearest = nearest_match(name, known);
    throw Error(ErrorKind::kUsage, fmt::format("unknown resource: {}", name),
                nearest.empty() ? fmt::format("known are {}", fmt::join(known, ", "))
                                : fmt::format("did you mean {}?", nearest));
  }
  return checked;
}

std::vector<Resource> all_resources(const ResourceOptions& options) {
  return {accounts_resource(),
          metrics_resource(),
          mapped_metrics_resource(),
          custom_metrics_resource(),
          metric_properties_resource(),
          metric_aggregates_resource(),
          profiles_resource(options),
          lists_resource(),
          list_members_resource(),
          segments_resource(),
          segment_members_resource(),
          tags_resource(),
          tag_groups_resource(),
          campaigns_resource(),
          recipient_estimations_resource(),
          flows_resource(),
          flow_actions_resource(),
          flow_messages_resource(),
          forms_resource(),
          form_versions_resource(),
          templates_resource(),
          universal_content_resource(),
          images_resource(),
          catalog_categories_resource(),
          catalog_items_resource(),
          catalog_variants_resource(),
          coupons_resource(),
          coupon_codes_resource(),
          reviews_resource(),
          push_tokens_resource(),
          suppression_jobs_resource(),
          web_feeds_resource(),
          tracking_settings_resource(),
          webhooks_resource(),
          object_types_resource(),
          object_records_resource(),
          campaign_values_report_resource(),
          flow_values_report_resource(),
          flow_series_report_resource(),
          form_values_report_resource(),
          form_series_report_resource(),
          segment_values_report_resource(),
          segment_series_report_resource(),
          events_resource(options)};
}

std::vector<Resource> select_resources(std::vector<Resource> resources, const ResourceChoice& choice) {
  std::vector<std::string> known;
  for (const Resource& resource : resources) known.push_back(resource.name);
  const std::vector<std::string> only = checked_names(choice.only, known);
  const std::vector<std::string> also = checked_names(choice.also, known);
  const std::vector<std::string> skip = checked_names(choice.skip, known);
  std::erase_if(resources, [&](const Resource& resource) {
    const bool chosen = only.empty() ? resource.by_default : holds(only, resource.name);
    return (!chosen && !holds(also, resource.name)) || holds(skip, resource.name);
  });
  for (Resource& resource : resources)
    if (resource.report && (holds(only, resource.name) || holds(also, resource.name)))
      resource.report->unless_form_metrics = false;
  return resources;
}

}  // namespace klytics::collection
