// Catalog, coupons, images, reviews, and what else describes an account.
#include <array>

#include "api/field_rules.h"

namespace klaviyo_sim {
namespace {

constexpr std::array<std::string_view, 6> kCodeStatuses = {"UNASSIGNED",         "PROCESSING", "ASSIGNED_TO_PROFILE",
                                                           "VERSION_NOT_ACTIVE", "DELETING",   "USED"};
constexpr std::array<std::string_view, 6> kReviewStatuses = {"published", "unpublished", "rejected",
                                                             "featured",  "pending",     "all"};
constexpr std::array<std::string_view, 4> kReviewTypes = {"question", "review", "rating", "store"};
constexpr std::array<std::string_view, 5> kEnablement = {"AUTHORIZED", "UNAUTHORIZED", "DENIED", "PROVISIONAL",
                                                         "NOT_DETERMINED"};
constexpr std::array<std::string_view, 2> kPlatforms = {"ios", "android"};
constexpr std::array<std::string_view, 4> kJobStatuses = {"queued", "processing", "complete", "cancelled"};

void add_products(std::vector<Endpoint>& all) {
  using enum Answer;
  const auto add = [&all](std::string_view path, std::string_view type, std::vector<FieldRule> filters,
                          std::vector<std::string_view> includes) {
    all.push_back({.method = "GET",
                   .path = path,
                   .answer = kListing,
                   .type = type,
                   .parent = "",
                   .tier = Tier::kXl,
                   .scopes = {"catalogs:read"},
                   .filters = std::move(filters),
                   .sorts = {"created"},
                   .includes = std::move(includes),
                   .paging = {true, 100, 100}});
  };
  add("/api/catalog-items", "catalog-item",
      {text("ids", kAny), text("category.id", kEquals), text("title", kContains), flag("published")}, {"variants"});
  add("/api/catalog-variants", "catalog-variant",
      {text("ids", kAny), text("item.id", kEquals), text("sku", kEquals), text("title", kContains), flag("published")},
      {});
  add("/api/catalog-categories", "catalog-category",
      {text("ids", kAny), text("item.id", kEquals), text("name", kContains)}, {});
  all.push_back({.method = "GET",
                 .path = "/api/coupons",
                 .answer = kListing,
                 .type = "coupon",
                 .parent = "",
                 .tier = Tier::kL,
                 .scopes = {"coupons:read"},
                 .paging = {true, 100, 100}});
  const std::vector<FieldRule> codes = {time("expires_at"), one_of("status", kCodeStatuses), text_or_list("coupon.id"),
                                        text_or_list("profile.id")};
  all.push_back({.method = "GET",
                 .path = "/api/coupon-codes",
                 .answer = kListing,
                 .type = "coupon-code",
                 .parent = "",
                 .tier = Tier::kXl,
                 .scopes = {"coupon-codes:read"},
                 .filters = codes,
                 .includes = {"coupon"},
                 .paging = {true, 100, 100},
                 .required_filter = "coupon.id or profile.id"});
  all.push_back({.method = "GET",
                 .path = "/api/coupons/{id}/coupon-codes",
                 .answer = kRelated,
                 .type = "coupon-code",
                 .parent = "coupon",
                 .tier = Tier::kL,
                 .scopes = {"coupon-codes:read"},
                 .filters = codes,
                 .paging = {true, 100, 100}});
  all.push_back({.method = "GET",
                 .path = "/api/images",
                 .answer = kListing,
                 .type = "image",
                 .parent = "",
                 .tier = Tier::kM,
                 .scopes = {"images:read"},
                 .filters = {text_or_list("id"),
                             time("updated_at"),
                             text_or_list("format"),
                             text_or_list("name", kEquals | kAny | kContains | kStartsWith | kEndsWith),
                             {"size", ValueKind::kNumber, kRange},
                             flag("hidden", kEquals | kAny)},
                 .sorts = {"format", "id", "name", "size", "updated_at"},
                 .paging = {true, 20, 100}});
  all.push_back({.method = "GET",
                 .path = "/api/reviews",
                 .answer = kListing,
                 .type = "review",
                 .parent = "",
                 .tier = Tier::kM,
                 .scopes = {"reviews:read"},
                 .filters = {time("created", kGreaterOrEqual | kLessOrEqual),
                             {"rating", ValueKind::kNumber, kEquals | kAny | kGreaterOrEqual | kLessOrEqual, true},
                             text_or_list("id"),
                             text_or_list("item.id"),
                             text("content", kContains),
                             one_of("status", kReviewStatuses),
                             one_of("review_type", kReviewTypes),
                             flag("verified")},
                 .sorts = {"created", "rating", "updated"},
                 .includes = {"events"},
                 .paging = {true, 20, 100}});
}

}  // namespace

void add_other_endpoints(std::vector<Endpoint>& all) {
  using enum Answer;
  add_products(all);
  all.push_back({.method = "GET",
                 .path = "/api/metrics/{id}/metric-properties",
                 .answer = kRelated,
                 .type = "metric-property",
                 .parent = "metric",
                 .tier = Tier::kXs,
                 .scopes = {"metrics:read"},
                 .additional_fields = {"sample_values"}});
  all.push_back({"GET",
                 "/api/campaign-recipient-estimations/{id}",
                 kObject,
                 "campaign-recipient-estimation",
                 "",
                 Tier::kM,
                 {"campaigns:read"}});
  all.push_back({.method = "GET",
                 .path = "/api/push-tokens",
                 .answer = kListing,
                 .type = "push-token",
                 .parent = "",
                 .tier = Tier::kM,
                 .scopes = {"profiles:read", "push-tokens:read"},
                 .filters = {text("id", kEquals), text("profile.id", kEquals), one_of("enablement_status", kEnablement),
                             one_of("platform", kPlatforms)},
                 .includes = {"profile"},
                 .paging = {true, 20, 100}});
  all.push_back({.method = "GET",
                 .path = "/api/profile-suppression-bulk-create-jobs",
                 .answer = kListing,
                 .type = "profile-suppression-bulk-create-job",
                 .parent = "",
                 .tier = Tier::kL,
                 .scopes = {"subscriptions:read"},
                 .filters = {one_of("status", kJobStatuses), text("list_id", kEquals), text("segment_id", kEquals)},
                 .sorts = {"created"},
                 .paging = {true, 100, 100, false}});
  all.push_back({.method = "GET",
                 .path = "/api/object-types",
                 .answer = kListing,
                 .type = "object-type",
                 .parent = "",
                 .tier = Tier::kS,
                 .scopes = {"custom-objects:read"},
                 .filters = {text("namespace", kEquals)},
                 .includes = {"current-schema", "draft-schema"}});
  all.push_back({.method = "GET",
                 .path = "/api/object-types/{id}/object-records",
                 .answer = kRelated,
                 .type = "object-record",
                 .parent = "object-type",
                 .tier = Tier::kS,
                 .scopes = {"custom-objects:read"},
                 .paging = {true, 20, 100}});
  all.push_back({.method = "GET",
                 .path = "/api/tracking-settings",
                 .answer = kListing,
                 .type = "tracking-setting",
                 .parent = "",
                 .tier = Tier::kM,
                 .scopes = {"tracking-settings:read"},
                 .paging = {true, 1, 1}});
  all.push_back({.method = "GET",
                 .path = "/api/web-feeds",
                 .answer = kListing,
                 .type = "web-feed",
                 .parent = "",
                 .tier = Tier::kXs,
                 .scopes = {"web-feeds:read"},
                 .filters = {text_or_list("name", kEquals | kAny | kContains), time("created"), time("updated")},
                 .sorts = {"created", "name", "updated"},
                 .paging = {true, 5, 20}});
  all.push_back({.method = "GET",
                 .path = "/api/template-universal-content",
                 .answer = kListing,
                 .type = "template-universal-content",
                 .parent = "",
                 .tier = Tier::kL,
                 .scopes = {"templates:read"},
                 .filters = {text_or_list("id"), text_or_list("name"), time("created"), time("updated"),
                             text("definition.content_type", kEquals), text("definition.type", kEquals)},
                 .sorts = {"created", "id", "name", "updated"},
                 .paging = {true, 20, 100}});
  all.push_back({.method = "GET",
                 .path = "/api/webhooks",
                 .answer = kListing,
                 .type = "webhook",
                 .parent = "",
                 .tier = Tier::kXs,
                 .scopes = {"webhooks:read"},
                 .includes = {"webhook-topics"}});
}

}  // namespace klaviyo_sim
