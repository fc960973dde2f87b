// The account and what describes its shop: metrics, lists, segments, tags and forms as API objects.
#include <array>

#include "objects/catalog.h"

namespace klaviyo_sim {
namespace {

std::vector<std::string> tag_ids(const Shop& shop, const std::vector<std::uint32_t>& tags) {
  std::vector<std::string> ids;
  for (const std::uint32_t tag : tags) ids.push_back(shop.tags[tag].id);
  return ids;
}

Resource account(const Shop& shop) {
  const bool british = shop.time_zone == "Europe/London";
  Resource resource{shop.account_id};
  resource.attributes["test_account"] = false;
  resource.attributes["contact_information"] = {{"default_sender_name", shop.name},
                                                {"default_sender_email", "hello@example.com"},
                                                {"website_url", "https://shop.example.com"},
                                                {"organization_name", shop.name},
                                                {"street_address",
                                                 {{"address1", "1 Example Street"},
                                                  {"address2", nullptr},
                                                  {"city", british ? "London" : "New York"},
                                                  {"region", british ? "England" : "NY"},
                                                  {"country", british ? "United Kingdom" : "United States"},
                                                  {"zip", british ? "EC1A 1BB" : "10017"}}}};
  resource.attributes["industry"] = "Ecommerce, Home & Garden";
  resource.attributes["timezone"] = shop.time_zone;
  resource.attributes["preferred_currency"] = shop.currency;
  resource.attributes["public_api_key"] = shop.account_id;
  resource.attributes["locale"] = british ? "en-GB" : "en-US";
  return resource;
}

Json integration(std::string_view key) {
  struct Known {
    std::string_view id, name, category;
  };
  const Known known = key == "klaviyo"   ? Known{"0rG4eQ", "Klaviyo", "Internal"}
                      : key == "shopify" ? Known{"0eMvjm", "Shopify", "eCommerce"}
                                         : Known{"7FtS4J", "API", "API"};
  return {
      {"object", "integration"}, {"id", known.id}, {"key", key}, {"name", known.name}, {"category", known.category}};
}

std::vector<std::string> flows_triggered_by(const Shop& shop, Kind kind) {
  std::vector<std::string> ids;
  for (const Flow& flow : shop.flows)
    if ((flow.trigger == Trigger::kAbandonedCart && kind == Kind::kAddedToCart) ||
        (flow.trigger == Trigger::kViewedProduct && kind == Kind::kViewedProduct) ||
        ((flow.trigger == Trigger::kPlacedOrder || flow.trigger == Trigger::kLapsed) && kind == Kind::kPlacedOrder))
      ids.push_back(flow.id);
  return ids;
}

constexpr std::array<std::string_view, 3> kMetricProperties = {"$event_id", "$value", "$message"};

std::vector<Resource> metrics(const Shop& shop) {
  std::vector<Resource> resources;
  for (std::size_t i = 0; i < shop.metrics.size(); ++i) {
    const Metric& metric = shop.metrics[i];
    Resource resource{metric.id};
    resource.attributes["name"] = metric.name;
    resource.attributes["created"] = to_text(metric.created);
    resource.attributes["updated"] = to_text(metric.created);
    resource.attributes["integration"] = integration(metric.integration);
    resource.relationships.push_back(
        {"flow-triggers", "flow", true, true, flows_triggered_by(shop, static_cast<Kind>(i))});
    resource.relationships.push_back({"metric-properties", "metric-property", true, true, {}, true});
    for (const std::string_view name : kMetricProperties)
      resource.relationships.back().ids.push_back(metric.id + "-" + std::string(name));
    resources.push_back(std::move(resource));
  }
  return resources;
}

std::vector<Resource> metric_properties(const Shop& shop) {
  std::vector<Resource> resources;
  for (const Metric& metric : shop.metrics)
    for (const std::string_view name : kMetricProperties) {
      Resource resource{metric.id + "-" + std::string(name)};
      resource.attributes["label"] = name;
      resource.attributes["property"] = name;
      resource.attributes["inferred_type"] = name == "$value" ? "numeric" : "string";
      resource.relationships.push_back({"metric", "metric", false, true, {metric.id}});
      resources.push_back(std::move(resource));
    }
  return resources;
}

std::vector<Resource> mapped_metrics(const Shop& shop) {
  const std::vector<std::pair<std::string, Kind>> mapping = {
      {"revenue", Kind::kPlacedOrder},          {"ordered_product", Kind::kOrderedProduct},
      {"refunded_sales", Kind::kRefundedOrder}, {"started_checkout", Kind::kCheckoutStarted},
      {"viewed_product", Kind::kViewedProduct}, {"added_to_cart", Kind::kAddedToCart}};
  std::vector<Resource> resources;
  for (const auto& [name, kind] : mapping) {
    Resource resource{name};
    resource.attributes["updated"] = to_text(shop.metric(kind).created);
    resource.relationships.push_back({"metric", "metric", false, false, {shop.metric(kind).id}});
    resource.relationships.push_back({"custom-metric", "custom-metric", false, true, {}});
    resources.push_back(std::move(resource));
  }
  return resources;
}

std::vector<Resource> custom_metrics(const Shop& shop) {
  Resource resource{"d2a6f7e0-5d2b-4f0e-9a53-0d0f5a7c1e11"};
  const std::string& placed = shop.metric(Kind::kPlacedOrder).id;
  resource.attributes["name"] = "Large orders";
  resource.attributes["created"] = to_text(shop.begin);
  resource.attributes["updated"] = to_text(shop.begin);
  resource.attributes["definition"] = {
      {"aggregation_method", "value"},
      {"metric_groups",
       Json::array({{{"metric_id", placed},
                     {"metric_filters",
                      Json::array({{{"property", "$value"},
                                    {"filter", {{"type", "numeric"}, {"operator", "greater-than"}, {"value", 100}}}}})},
                     {"value_property", "$value"}}})}};
  resource.relationships.push_back({"metrics", "metric", true, false, {placed}});
  return {resource};
}

std::vector<std::string> flows_triggered_by_list(const Shop& shop, std::size_t list) {
  std::vector<std::string> ids;
  for (const Flow& flow : shop.flows)
    if (list == 0 && flow.trigger_type == "Added to List") ids.push_back(flow.id);
  return ids;
}

std::vector<Resource> lists(const Shop& shop) {
  std::vector<Resource> resources;
  for (std::size_t i = 0; i < shop.lists.size(); ++i) {
    const Group& list = shop.lists[i];
    Resource resource{list.id};
    resource.attributes["name"] = list.name;
    resource.attributes["created"] = to_text(list.created);
    resource.attributes["updated"] = to_text(list.updated);
    resource.attributes["opt_in_process"] = list.double_opt_in ? "double_opt_in" : "single_opt_in";
    resource.hidden["profile_count"] = list.members.size();
    resource.relationships.push_back({"profiles", "profile", true, true});
    resource.relationships.push_back({"tags", "tag", true, true, tag_ids(shop, list.tags)});
    resource.relationships.push_back({"flow-triggers", "flow", true, true, flows_triggered_by_list(shop, i)});
    resources.push_back(std::move(resource));
  }
  return resources;
}

std::vector<Resource> segments(const Shop& shop) {
  std::vector<Resource> resources;
  for (const Group& segment : shop.segments) {
    Resource resource{segment.id};
    resource.attributes["name"] = segment.name;
    resource.attributes["definition"] = {{"condition_groups", Json::array()}};
    resource.attributes["created"] = to_text(segment.created);
    resource.attributes["updated"] = to_text(segment.updated);
    resource.attributes["is_active"] = true;
    resource.attributes["is_processing"] = false;
    resource.attributes["is_starred"] = segment.starred;
    resource.hidden["profile_count"] = segment.members.size();
    resource.relationships.push_back({"profiles", "profile", true, true});
    resource.relationships.push_back({"tags", "tag", true, true, tag_ids(shop, segment.tags)});
    resource.relationships.push_back({"flow-triggers", "flow", true, true});
    resources.push_back(std::move(resource));
  }
  return resources;
}

template <typename Item>
std::vector<std::string> tagged(const std::vector<Item>& items, std::uint32_t tag) {
  std::vector<std::string> ids;
  for (const Item& item : items)
    for (const std::uint32_t candidate : item.tags)
      if (candidate == tag) ids.push_back(item.id);
  return ids;
}

std::vector<Resource> tags(const Shop& shop) {
  std::vector<Resource> resources;
  for (std::uint32_t i = 0; i < shop.tags.size(); ++i) {
    Resource resource{shop.tags[i].id};
    resource.attributes["name"] = shop.tags[i].name;
    resource.relationships.push_back(
        {"tag-group", "tag-group", false, false, {shop.tag_groups[shop.tags[i].group].id}});
    resource.relationships.push_back({"lists", "list", true, true, tagged(shop.lists, i)});
    resource.relationships.push_back({"segments", "segment", true, true, tagged(shop.segments, i)});
    resource.relationships.push_back({"campaigns", "campaign", true, true, tagged(shop.campaigns, i)});
    resource.relationships.push_back({"flows", "flow", true, true, tagged(shop.flows, i)});
    resources.push_back(std::move(resource));
  }
  return resources;
}

std::vector<Resource> tag_groups(const Shop& shop) {
  std::vector<Resource> resources;
  for (std::uint32_t i = 0; i < shop.tag_groups.size(); ++i) {
    const TagGroup& group = shop.tag_groups[i];
    Resource resource{group.id};
    resource.attributes["name"] = group.name;
    resource.attributes["exclusive"] = group.exclusive;
    resource.attributes["default"] = group.is_default;
    Relationship members{"tags", "tag", true, true};
    for (const Tag& tag : shop.tags)
      if (tag.group == i) members.ids.push_back(tag.id);
    resource.relationships.push_back(std::move(members));
    resources.push_back(std::move(resource));
  }
  return resources;
}

}  // namespace

void Catalog::add_shop(const Shop& shop) {
  add("account", {account(shop)});
  add("metric", metrics(shop));
  add("metric-property", metric_properties(shop));
  add("mapped-metric", mapped_metrics(shop));
  add("custom-metric", custom_metrics(shop));
  add("list", lists(shop));
  add("segment", segments(shop));
  add("tag", tags(shop));
  add("tag-group", tag_groups(shop));
}

}  // namespace klaviyo_sim
