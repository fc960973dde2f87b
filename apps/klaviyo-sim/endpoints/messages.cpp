// Campaigns, flows, forms and templates.
#include <array>

#include "api/field_rules.h"

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

}  // namespace

void add_message_endpoints(std::vector<Endpoint>& all) {
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
  all.push_back({.method = "GET",
                 .path = "/api/forms/{id}",
                 .answer = kObject,
                 .type = "form",
                 .parent = "",
                 .tier = Tier::kS,
                 .scopes = {"forms:read"},
                 .detail_fields = {"definition"}});
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

}  // namespace klaviyo_sim
