// What else describes an account: push tokens, suppression jobs, custom objects, web feeds, webhooks, tracking
// settings, universal content, recipient estimations.
#include <algorithm>

#include "objects/catalog.h"
#include "shop/ids.h"

namespace klaviyo_sim {
namespace {

constexpr std::size_t kRecords = 45;

std::vector<Resource> push_tokens(const Shop& shop) {
  std::vector<Resource> resources;
  for (std::size_t i = 0; i < shop.profiles.size(); ++i) {
    const Profile& profile = shop.profiles[i];
    if (profile.push_consent_at == 0) continue;
    const bool ios = i % 2 == 0;
    Resource resource{"pt" + profile.id};
    Json& attributes = resource.attributes;
    attributes["created"] = to_text(profile.push_consent_at);
    attributes["token"] = "token-" + profile.id;
    attributes["enablement_status"] = "AUTHORIZED";
    attributes["platform"] = ios ? "ios" : "android";
    attributes["vendor"] = ios ? "APNs" : "FCM";
    attributes["background"] = "AVAILABLE";
    attributes["recorded_date"] = to_text(profile.push_consent_at);
    attributes["metadata"] = {{"device_id", "device-" + profile.id},
                              {"klaviyo_sdk", ios ? "swift" : "android"},
                              {"os_name", ios ? "ios" : "android"}};
    resource.hidden["profile"]["id"] = profile.id;
    resource.relationships.push_back({"profile", "profile", false, false, {profile.id}});
    resources.push_back(std::move(resource));
  }
  return resources;
}

Resource suppression_job(const Shop& shop) {
  const auto suppressed = std::count_if(shop.profiles.begin(), shop.profiles.end(), [](const Profile& profile) {
    return profile.suppression == Suppression::kUserSuppressed;
  });
  Resource resource{ulid(shop.seed + 30, shop.begin * 1000, 1)};
  Json& attributes = resource.attributes;
  attributes["status"] = "complete";
  attributes["created_at"] = to_text(shop.begin);
  attributes["total_count"] = suppressed;
  attributes["completed_count"] = suppressed;
  attributes["completed_at"] = to_text(shop.begin + 60);
  attributes["skipped_count"] = 0;
  const std::string& list = shop.lists.front().id;
  resource.hidden["list_id"] = list;
  resource.hidden["created"] = to_text(shop.begin);
  resource.relationships.push_back({"lists", "list", true, false, {list}});
  resource.relationships.push_back({"segments", "segment", true, true});
  return resource;
}

std::vector<Resource> recipient_estimations(const Shop& shop) {
  std::vector<Resource> resources;
  for (const Campaign& campaign : shop.campaigns) {
    std::size_t members = 0;
    for (const std::uint32_t list : campaign.lists) members += shop.lists[list].members.size();
    Resource resource{campaign.id};
    resource.attributes["estimated_recipient_count"] = members;
    resources.push_back(std::move(resource));
  }
  return resources;
}

Json utm(std::string_view flow, std::string_view campaign) {
  return {{"flow", {{"type", "static"}, {"value", flow}}}, {"campaign", {{"type", "dynamic"}, {"value", campaign}}}};
}

Resource tracking_setting(const Shop& shop) {
  Resource resource{shop.account_id};
  resource.attributes["auto_add_parameters"] = true;
  resource.attributes["utm_source"] = utm("klaviyo", "message_type");
  resource.attributes["utm_medium"] = utm("email", "message_type");
  resource.attributes["utm_campaign"] = utm("flow", "campaign_name");
  resource.attributes["custom_parameters"] = Json::array();
  return resource;
}

std::vector<Resource> web_feeds(const Shop& shop) {
  std::vector<Resource> resources;
  for (const std::string_view name : {"bestsellers", "new_arrivals", "stock", "stores", "weather", "quotes"}) {
    Resource resource{uuid(shop.seed + 31, resources.size())};
    resource.attributes["name"] = name;
    resource.attributes["url"] = "https://shop.example.com/feeds/" + std::string(name) + ".json";
    resource.attributes["request_method"] = "get";
    resource.attributes["content_type"] = "json";
    resource.attributes["created"] = to_text(shop.begin);
    resource.attributes["updated"] = to_text(shop.begin + 3600 * static_cast<UnixSeconds>(resources.size()));
    resource.attributes["status"] = "ok";
    resources.push_back(std::move(resource));
  }
  return resources;
}

std::vector<Resource> universal_content(const Shop& shop) {
  std::vector<Resource> resources;
  for (std::uint32_t i = 0; i < 24; ++i) {
    Resource resource{ulid(shop.seed + 32, shop.begin * 1000, i)};
    resource.attributes["name"] = "Block " + std::to_string(i + 1);
    resource.attributes["definition"] = {
        {"content_type", "block"}, {"type", "html"}, {"data", {{"content", "<p>Block</p>"}}}};
    resource.attributes["created"] = to_text(shop.begin);
    resource.attributes["updated"] = to_text(shop.begin + 60 * i);
    resource.attributes["screenshot_status"] = "completed";
    resource.attributes["screenshot_url"] = "https://shop.example.com/blocks/" + std::to_string(i) + ".png";
    resources.push_back(std::move(resource));
  }
  return resources;
}

Resource webhook(const Shop& shop) {
  Resource resource{ulid(shop.seed + 33, shop.begin * 1000, 1)};
  resource.attributes["name"] = "Orders to the warehouse";
  resource.attributes["description"] = nullptr;
  resource.attributes["endpoint_url"] = "https://shop.example.com/hooks/orders";
  resource.attributes["enabled"] = true;
  resource.attributes["created_at"] = to_text(shop.begin);
  resource.attributes["updated_at"] = to_text(shop.begin);
  resource.relationships.push_back({"webhook-topics", "webhook-topic", true, true});
  return resource;
}

}  // namespace

void Catalog::add_settings(const Shop& shop) {
  Resource type{ulid(shop.seed + 34, shop.begin * 1000, 1)};
  type.attributes["title"] = "Loyalty card";
  type.attributes["description"] = "A customer's card and its points";
  type.attributes["status"] = "active";
  type.attributes["namespace"] = "shop";
  type.attributes["created_at"] = to_text(shop.begin);
  type.attributes["updated_at"] = to_text(shop.begin);
  Relationship own{"object-records", "object-record", true, true, {}, true};
  std::vector<Resource> records;
  for (std::size_t i = 0; i < std::min(kRecords, shop.profiles.size()); ++i) {
    Resource record{type.id + ":::card-" + std::to_string(i)};
    record.attributes["record_properties"] = {
        {"card", i}, {"email", shop.profiles[i].email}, {"points", (i * 37) % 500}};
    own.ids.push_back(record.id);
    records.push_back(std::move(record));
  }
  type.relationships.push_back({"current-schema", "object-schema", false, true});
  type.relationships.push_back({"draft-schema", "object-schema", false, true});
  type.relationships.push_back(std::move(own));
  add("object-type", {type});
  add("object-record", std::move(records));
  add("push-token", push_tokens(shop));
  add("profile-suppression-bulk-create-job", {suppression_job(shop)});
  add("campaign-recipient-estimation", recipient_estimations(shop));
  add("tracking-setting", {tracking_setting(shop)});
  add("web-feed", web_feeds(shop));
  add("template-universal-content", universal_content(shop));
  add("webhook", {webhook(shop)});
}

}  // namespace klaviyo_sim
