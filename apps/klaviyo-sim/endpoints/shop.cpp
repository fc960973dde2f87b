// The account, metrics, profiles, lists, segments, events and tags.
#include "api/field_rules.h"

namespace klaviyo_sim {
namespace {

std::vector<FieldRule> member_filters(bool segment) {
  std::vector<FieldRule> rules = {text_or_list("email"), text_or_list("phone_number"), text_or_list("push_token"),
                                  text("_kx", kEquals), time("joined_group_at")};
  if (segment) rules.push_back(text_or_list("profile_id"));
  return rules;
}

std::vector<FieldRule> profile_filters() {
  return {text_or_list("id"),
          text_or_list("email"),
          text_or_list("phone_number"),
          text_or_list("external_id"),
          text("_kx", kEquals),
          time("created", kGreaterThan | kLessThan),
          time("updated", kGreaterThan | kLessThan),
          text("subscriptions.email.marketing.list_suppressions.reason", kEquals),
          time("subscriptions.email.marketing.list_suppressions.timestamp"),
          text("subscriptions.email.marketing.list_suppressions.list_id", kEquals),
          text("subscriptions.email.marketing.suppression.reason", kEquals),
          time("subscriptions.email.marketing.suppression.timestamp")};
}

std::vector<FieldRule> event_filters() {
  return {{"metric_id", ValueKind::kString, kEquals, true},
          text("profile_id", kEquals),
          text("profile", kHas),
          text("metric", kHas),
          time("datetime"),
          {"timestamp", ValueKind::kNumber, kRange}};
}

}  // namespace

void add_shop_endpoints(std::vector<Endpoint>& all) {
  using enum Answer;
  const std::vector<std::string_view> subscriptions = {"subscriptions", "predictive_analytics"};
  all.push_back({"GET", "/api/accounts", kListing, "account", "", Tier::kXs, {"accounts:read"}});
  all.push_back({"GET", "/api/accounts/{id}", kObject, "account", "", Tier::kXs, {"accounts:read"}});
  all.push_back({.method = "GET",
                 .path = "/api/metrics",
                 .answer = kListing,
                 .type = "metric",
                 .parent = "",
                 .tier = Tier::kM,
                 .scopes = {"metrics:read"},
                 .filters = {text("integration.name", kEquals), text("integration.category", kEquals)},
                 .includes = {"flow-triggers"},
                 .paging = {true, 200, 200, false}});
  all.push_back({.method = "GET",
                 .path = "/api/metrics/{id}",
                 .answer = kObject,
                 .type = "metric",
                 .parent = "",
                 .tier = Tier::kM,
                 .scopes = {"metrics:read"},
                 .includes = {"flow-triggers"}});
  all.push_back({.method = "GET",
                 .path = "/api/custom-metrics",
                 .answer = kListing,
                 .type = "custom-metric",
                 .parent = "",
                 .tier = Tier::kS,
                 .scopes = {"metrics:read"},
                 .includes = {"metrics"}});
  all.push_back({.method = "GET",
                 .path = "/api/mapped-metrics",
                 .answer = kListing,
                 .type = "mapped-metric",
                 .parent = "",
                 .tier = Tier::kS,
                 .scopes = {"metrics:read"},
                 .includes = {"metric", "custom-metric"}});
  all.push_back(
      {.method = "GET",
       .path = "/api/profiles",
       .answer = kListing,
       .type = "profile",
       .parent = "",
       .tier = Tier::kL,
       .scopes = {"profiles:read"},
       .filters = profile_filters(),
       .sorts = {"created", "email", "id", "updated", "subscriptions.email.marketing.list_suppressions.timestamp",
                 "subscriptions.email.marketing.suppression.timestamp"},
       .includes = {"conversations", "push-tokens"},
       .additional_fields = subscriptions,
       .paging = {true, 20, 100}});
  all.push_back({.method = "GET",
                 .path = "/api/profiles/{id}",
                 .answer = kObject,
                 .type = "profile",
                 .parent = "",
                 .tier = Tier::kL,
                 .scopes = {"profiles:read"},
                 .includes = {"conversations", "lists", "push-tokens", "segments"},
                 .additional_fields = subscriptions});
  for (const bool segment : {false, true}) {
    const std::string_view type = segment ? "segment" : "list";
    const std::string_view scope = segment ? "segments:read" : "lists:read";
    std::vector<FieldRule> filters = {text_or_list("name"), text_or_list("id"), time("created", kGreaterThan),
                                      time("updated", kGreaterThan)};
    if (segment) {
      filters.push_back(flag("is_active", kEquals | kAny));
      filters.push_back(flag("is_starred"));
    }
    const auto path = [segment](std::string_view list_path, std::string_view segment_path) {
      return segment ? segment_path : list_path;
    };
    all.push_back({.method = "GET",
                   .path = path("/api/lists", "/api/segments"),
                   .answer = kListing,
                   .type = type,
                   .parent = "",
                   .tier = Tier::kL,
                   .scopes = {scope},
                   .filters = filters,
                   .sorts = {"created", "id", "name", "updated"},
                   .includes = {"flow-triggers", "tags"},
                   .paging = {true, 10, 10}});
    all.push_back({.method = "GET",
                   .path = path("/api/lists/{id}", "/api/segments/{id}"),
                   .answer = kObject,
                   .type = type,
                   .parent = "",
                   .tier = Tier::kL,
                   .scopes = {scope},
                   .includes = {"flow-triggers", "tags"},
                   .additional_fields = {"profile_count"}});
    all.push_back({.method = "GET",
                   .path = path("/api/lists/{id}/profiles", "/api/segments/{id}/profiles"),
                   .answer = kMembers,
                   .type = "profile",
                   .parent = type,
                   .tier = Tier::kL,
                   .scopes = {scope, "profiles:read"},
                   .filters = member_filters(segment),
                   .sorts = {"joined_group_at"},
                   .additional_fields = subscriptions,
                   .paging = {true, 20, 100}});
    all.push_back({.method = "GET",
                   .path = path("/api/lists/{id}/relationships/profiles", "/api/segments/{id}/relationships/profiles"),
                   .answer = kMemberIds,
                   .type = "profile",
                   .parent = type,
                   .tier = Tier::kL,
                   .scopes = {scope, "profiles:read"},
                   .filters = member_filters(segment),
                   .sorts = {"joined_group_at"},
                   .paging = {true, 20, 100}});
  }
  all.push_back({.method = "GET",
                 .path = "/api/events",
                 .answer = kEvents,
                 .type = "event",
                 .parent = "",
                 .tier = Tier::kXl,
                 .scopes = {"events:read"},
                 .filters = event_filters(),
                 .sorts = {"datetime", "timestamp"},
                 .includes = {"attributions", "metric", "profile"},
                 .paging = {true, 200, 1000}});
  all.push_back({.method = "GET",
                 .path = "/api/events/{id}",
                 .answer = kEvent,
                 .type = "event",
                 .parent = "",
                 .tier = Tier::kM,
                 .scopes = {"events:read"},
                 .includes = {"attributions", "metric", "profile"}});
  all.push_back({.method = "GET",
                 .path = "/api/tags",
                 .answer = kListing,
                 .type = "tag",
                 .parent = "",
                 .tier = Tier::kS,
                 .scopes = {"tags:read"},
                 .filters = {text_or_list("name", kNameSearch)},
                 .sorts = {"id", "name"},
                 .includes = {"tag-group"},
                 .paging = {true, 50, 50}});
  all.push_back({.method = "GET",
                 .path = "/api/tag-groups",
                 .answer = kListing,
                 .type = "tag-group",
                 .parent = "",
                 .tier = Tier::kS,
                 .scopes = {"tags:read"},
                 .filters = {text_or_list("name", kNameSearch), flag("exclusive"), flag("default")},
                 .sorts = {"id", "name"},
                 .paging = {true, 25, 25}});
}

}  // namespace klaviyo_sim
