#include "endpoints.h"

#include <algorithm>
#include <array>
#include <utility>

namespace klaviyo_sim {
namespace {

constexpr std::array<std::string_view, 3> kChannels = {"email", "sms", "mobile_push"};
constexpr std::array<std::string_view, 18> kCampaignStatuses = {"Scheduled",
                                                                "Sent",
                                                                "Draft",
                                                                "Cancelled",
                                                                "Adding Recipients",
                                                                "Sending",
                                                                "Variations Sent",
                                                                "Sending Segments",
                                                                "Cancelled: Smart Sending",
                                                                "Preparing to send",
                                                                "Cancelled: Account Disabled",
                                                                "Cancelled: No Recipients",
                                                                "Preparing to schedule",
                                                                "Cancelled: Internal Error",
                                                                "Queued without Recipients",
                                                                "Cancelled: Billing Limit",
                                                                "Cancelled: Misconfigured",
                                                                "Unknown"};
constexpr std::array<std::string_view, 6> kTriggers = {"Metric",     "Added to List", "Unconfigured",
                                                       "Date Based", "Price Drop",    "Low Inventory"};
constexpr std::array<std::string_view, 2> kLiveDraft = {"live", "draft"};
constexpr std::array<std::string_view, 5> kFormTypes = {"popup", "embed", "full_page", "flyout", "banner"};

FieldRule text(std::string_view name, std::uint32_t operators = kEquals | kAny) {
  return {name, ValueKind::kString, operators};
}
FieldRule one_of(std::string_view name, std::span<const std::string_view> values, std::uint32_t operators = kEquals) {
  return {name, ValueKind::kString, operators, (operators & kAny) != 0, values};
}
FieldRule text_or_list(std::string_view name, std::uint32_t operators = kEquals | kAny) {
  return {name, ValueKind::kString, operators, true};
}
FieldRule flag(std::string_view name, std::uint32_t operators = kEquals) {
  return {name, ValueKind::kBoolean, operators};
}
FieldRule time(std::string_view name, std::uint32_t operators = kRange) { return {name, ValueKind::kTime, operators}; }

constexpr std::uint32_t kNameSearch = kEquals | kContains | kStartsWith | kEndsWith;

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

void add_core(std::vector<Endpoint>& all) {
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

void add_messages(std::vector<Endpoint>& all) {
  using enum Answer;
  constexpr std::uint32_t kDates = kEquals | kRange;
  all.push_back({.method = "GET",
                 .path = "/api/campaigns",
                 .answer = kListing,
                 .type = "campaign",
                 .parent = "",
                 .tier = Tier::kM,
                 .scopes = {"campaigns:read"},
                 .filters = {text("id", kAny), one_of("messages.channel", kChannels), text("name", kContains),
                             one_of("status", kCampaignStatuses, kEquals | kAny), flag("archived"), time("created_at"),
                             time("scheduled_at"), time("updated_at")},
                 .sorts = {"created_at", "id", "name", "scheduled_at", "updated_at"},
                 .includes = {"campaign-messages", "tags"},
                 .paging = {true, 100, 100},
                 .required_filter = "messages.channel"});
  all.push_back({.method = "GET",
                 .path = "/api/campaigns/{id}",
                 .answer = kObject,
                 .type = "campaign",
                 .parent = "",
                 .tier = Tier::kM,
                 .scopes = {"campaigns:read"},
                 .includes = {"campaign-messages", "tags"}});
  all.push_back({.method = "GET",
                 .path = "/api/campaigns/{id}/campaign-messages",
                 .answer = kRelated,
                 .type = "campaign-message",
                 .parent = "campaign",
                 .tier = Tier::kM,
                 .scopes = {"campaigns:read"},
                 .includes = {"campaign", "image", "template"}});
  all.push_back({.method = "GET",
                 .path = "/api/campaign-messages/{id}",
                 .answer = kObject,
                 .type = "campaign-message",
                 .parent = "",
                 .tier = Tier::kM,
                 .scopes = {"campaigns:read"},
                 .includes = {"campaign", "image", "template"}});
  all.push_back({.method = "GET",
                 .path = "/api/flows",
                 .answer = kListing,
                 .type = "flow",
                 .parent = "",
                 .tier = Tier::kS,
                 .scopes = {"flows:read"},
                 .filters = {text("id", kAny), text("name", kNameSearch), text("status", kEquals), flag("archived"),
                             time("created", kDates), time("updated", kDates), one_of("trigger_type", kTriggers)},
                 .sorts = {"created", "id", "name", "status", "trigger_type", "updated"},
                 .includes = {"flow-actions", "tags"},
                 .paging = {true, 50, 50}});
  all.push_back({.method = "GET",
                 .path = "/api/flows/{id}",
                 .answer = kObject,
                 .type = "flow",
                 .parent = "",
                 .tier = Tier::kS,
                 .scopes = {"flows:read"},
                 .includes = {"flow-actions", "tags"},
                 .additional_fields = {"definition"}});
  all.push_back({.method = "GET",
                 .path = "/api/flows/{id}/flow-actions",
                 .answer = kRelated,
                 .type = "flow-action",
                 .parent = "flow",
                 .tier = Tier::kS,
                 .scopes = {"flows:read"},
                 .filters = {text("id", kAny), text_or_list("action_type"), text("status", kEquals),
                             time("created", kDates), time("updated", kDates)},
                 .sorts = {"action_type", "created", "id", "status", "updated"},
                 .paging = {true, 50, 50}});
  all.push_back({.method = "GET",
                 .path = "/api/flow-actions/{id}",
                 .answer = kObject,
                 .type = "flow-action",
                 .parent = "",
                 .tier = Tier::kS,
                 .scopes = {"flows:read"},
                 .includes = {"flow", "flow-messages"}});
  all.push_back(
      {.method = "GET",
       .path = "/api/flow-actions/{id}/flow-messages",
       .answer = kRelated,
       .type = "flow-message",
       .parent = "flow-action",
       .tier = Tier::kS,
       .scopes = {"flows:read"},
       .filters = {text("id", kAny), text("name", kNameSearch), time("created", kDates), time("updated", kDates)},
       .sorts = {"created", "id", "name", "updated"},
       .paging = {true, 50, 50}});
  all.push_back({.method = "GET",
                 .path = "/api/flow-messages/{id}",
                 .answer = kObject,
                 .type = "flow-message",
                 .parent = "",
                 .tier = Tier::kS,
                 .scopes = {"flows:read"},
                 .includes = {"flow-action", "template"}});
  all.push_back({.method = "GET",
                 .path = "/api/forms",
                 .answer = kListing,
                 .type = "form",
                 .parent = "",
                 .tier = Tier::kS,
                 .scopes = {"forms:read"},
                 .filters = {text_or_list("id"), text_or_list("name", kEquals | kAny | kContains), flag("ab_test"),
                             time("created_at"), time("updated_at"), one_of("status", kLiveDraft)},
                 .sorts = {"created_at", "updated_at"},
                 .paging = {true, 20, 100}});
  all.push_back({"GET", "/api/forms/{id}", kObject, "form", "", Tier::kS, {"forms:read"}});
  all.push_back({.method = "GET",
                 .path = "/api/forms/{id}/form-versions",
                 .answer = kRelated,
                 .type = "form-version",
                 .parent = "form",
                 .tier = Tier::kS,
                 .scopes = {"forms:read"},
                 .filters = {one_of("form_type", kFormTypes, kEquals | kAny), one_of("status", kLiveDraft),
                             time("created_at"), time("updated_at")},
                 .sorts = {"created_at", "updated_at"},
                 .paging = {true, 20, 100}});
  all.push_back({.method = "GET",
                 .path = "/api/form-versions/{id}",
                 .answer = kObject,
                 .type = "form-version",
                 .parent = "",
                 .tier = Tier::kS,
                 .scopes = {"forms:read"},
                 .includes = {"form"}});
  all.push_back({.method = "GET",
                 .path = "/api/templates",
                 .answer = kListing,
                 .type = "template",
                 .parent = "",
                 .tier = Tier::kL,
                 .scopes = {"templates:read"},
                 .filters = {text_or_list("id"), text_or_list("name", kEquals | kAny | kContains),
                             time("created", kDates), time("updated", kDates)},
                 .sorts = {"created", "id", "name", "updated"},
                 .additional_fields = {"definition"},
                 .paging = {true, 10, 10}});
  all.push_back({.method = "GET",
                 .path = "/api/templates/{id}",
                 .answer = kObject,
                 .type = "template",
                 .parent = "",
                 .tier = Tier::kL,
                 .scopes = {"templates:read"},
                 .additional_fields = {"definition"}});
}

// Does a path fit "/api/flows/{id}/flow-actions"? The part at {id} goes to `id`.
bool fits(std::string_view pattern, std::string_view path, std::string_view& id) {
  while (true) {
    const std::size_t pattern_end = pattern.find('/', 1);
    const std::size_t path_end = path.find('/', 1);
    const std::string_view expected = pattern.substr(0, pattern_end);
    const std::string_view actual = path.substr(0, path_end);
    if (expected == "/{id}") {
      if (actual.size() < 2) return false;
      id = actual.substr(1);
    } else if (expected != actual) {
      return false;
    }
    if (pattern_end == std::string_view::npos || path_end == std::string_view::npos) return pattern_end == path_end;
    pattern.remove_prefix(pattern_end);
    path.remove_prefix(path_end);
  }
}

}  // namespace

const std::vector<Endpoint>& endpoints() {
  static const std::vector<Endpoint> all = [] {
    std::vector<Endpoint> list;
    add_core(list);
    add_messages(list);
    return list;
  }();
  return all;
}

Route find_route(std::string_view method, std::string_view path) {
  if (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  Route route;
  for (const Endpoint& endpoint : endpoints()) {
    std::string_view id;
    if (!fits(endpoint.path, path, id)) continue;
    if (endpoint.method == method) return {&endpoint, id, false};
    route.other_method = true;
  }
  return route;
}

}  // namespace klaviyo_sim
