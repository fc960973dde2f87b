// What the shop sends and shows as API objects: campaigns, flows, forms, with their parts.
#include "objects/catalog.h"
#include "shop/ids.h"

namespace klaviyo_sim {
namespace {

std::string_view channel_name(Channel channel) {
  return channel == Channel::kEmail ? "email" : channel == Channel::kText ? "sms" : "mobile_push";
}

// Flow messages write their channel in another way than campaigns.
std::string_view flow_channel_name(Channel channel) {
  return channel == Channel::kEmail ? "Email" : channel == Channel::kText ? "SMS" : "Push";
}

Json message_content(const Shop& shop, const Message& message) {
  switch (message.channel) {
    case Channel::kEmail:
      return {{"subject", message.subject}, {"preview_text", ""},        {"from_email", "hello@example.com"},
              {"from_label", shop.name},    {"reply_to_email", nullptr}, {"cc_email", nullptr},
              {"bcc_email", nullptr}};
    case Channel::kText:
      return {{"body", message.name + " https://shop.example.com"}, {"media_url", nullptr}};
    case Channel::kPush:
      return {{"title", shop.name}, {"body", message.name}};
  }
  return nullptr;
}

std::string template_id(const Shop& shop, const Message& message) {
  return short_id(shop.seed + 9, message.template_number);
}

Resource campaign(const Shop& shop, const Campaign& item) {
  Resource resource{item.id};
  Json& attributes = resource.attributes;
  attributes["name"] = item.name;
  attributes["status"] = item.status;
  attributes["archived"] = item.archived;
  Json included = Json::array();
  for (const std::uint32_t list : item.lists) included.push_back(shop.lists[list].id);
  for (const std::uint32_t segment : item.segments) included.push_back(shop.segments[segment].id);
  attributes["audiences"] = {{"included", std::move(included)}, {"excluded", Json::array()}};
  attributes["send_options"] = {{"use_smart_sending", true}};
  // The document's alternatives for an object here cannot be told apart, so that only null fits exactly one of them.
  attributes["tracking_options"] = nullptr;
  if (item.send_at == 0) {
    attributes["send_strategy"] = {{"method", "immediate"}};
  } else {
    attributes["send_strategy"] = {
        {"method", "static"}, {"datetime", to_text(item.send_at)}, {"options", {{"is_local", false}}}};
  }
  attributes["created_at"] = to_text(item.created);
  attributes["scheduled_at"] = item.send_at == 0 ? Json(nullptr) : Json(to_text(item.created + 3600));
  attributes["updated_at"] = to_text(item.updated);
  attributes["send_time"] = time_or_null(item.send_at);
  resource.hidden["messages.channel"] = channel_name(item.channel);
  resource.relationships.push_back(
      {"campaign-messages", "campaign-message", true, false, {shop.messages[item.message].id}});
  Relationship tags{"tags", "tag", true, true};
  for (const std::uint32_t tag : item.tags) tags.ids.push_back(shop.tags[tag].id);
  resource.relationships.push_back(std::move(tags));
  return resource;
}

Resource campaign_message(const Shop& shop, const Campaign& item) {
  const Message& message = shop.messages[item.message];
  Resource resource{message.id};
  resource.attributes["definition"] = {
      {"channel", channel_name(message.channel)}, {"label", message.name}, {"content", message_content(shop, message)}};
  resource.attributes["send_times"] = Json::array();
  if (item.send_at != 0)
    resource.attributes["send_times"].push_back({{"datetime", to_text(item.send_at)}, {"is_local", false}});
  resource.attributes["created_at"] = to_text(item.created);
  resource.attributes["updated_at"] = to_text(item.updated);
  resource.relationships.push_back({"campaign", "campaign", false, false, {item.id}});
  Relationship design{"template", "template", false, false};
  if (message.channel == Channel::kEmail) design.ids = {template_id(shop, message)};
  resource.relationships.push_back(std::move(design));
  resource.relationships.push_back({"image", "image", false, true});
  return resource;
}

Resource flow(const Shop& shop, const Flow& item) {
  Resource resource{item.id};
  resource.attributes["name"] = item.name;
  resource.attributes["status"] = item.status;
  resource.attributes["archived"] = item.archived;
  resource.attributes["created"] = to_text(item.created);
  resource.attributes["updated"] = to_text(item.updated);
  resource.attributes["trigger_type"] = item.trigger_type;
  Relationship actions{"flow-actions", "flow-action", true, false};
  for (const std::uint32_t action : item.actions) actions.ids.push_back(shop.actions[action].id);
  resource.relationships.push_back(std::move(actions));
  Relationship tags{"tags", "tag", true, true};
  for (const std::uint32_t tag : item.tags) tags.ids.push_back(shop.tags[tag].id);
  resource.relationships.push_back(std::move(tags));
  return resource;
}

Resource flow_action(const Shop& shop, const FlowAction& item) {
  const Flow& parent = shop.flows[item.flow];
  Resource resource{item.id};
  resource.attributes["created"] = to_text(parent.created);
  resource.attributes["updated"] = to_text(parent.updated);
  Json data = {{"status", item.status}};
  if (item.messages.empty()) {
    data = {{"unit", "seconds"}, {"value", item.delay_seconds}};
  } else {
    data["message"] = {{"id", shop.messages[item.messages.front()].id},
                       {"name", shop.messages[item.messages.front()].name}};
  }
  resource.attributes["definition"] = {{"id", item.id}, {"type", item.type}, {"data", std::move(data)}};
  resource.hidden["action_type"] = item.type;
  resource.hidden["status"] = item.status;
  resource.relationships.push_back({"flow", "flow", false, false, {parent.id}});
  Relationship messages{"flow-messages", "flow-message", true, false};
  for (const std::uint32_t message : item.messages) messages.ids.push_back(shop.messages[message].id);
  resource.relationships.push_back(std::move(messages));
  return resource;
}

Resource flow_message(const Shop& shop, const Message& item) {
  const Flow& parent = shop.flows[item.flow];
  Resource resource{item.id};
  resource.attributes["channel"] = flow_channel_name(item.channel);
  resource.attributes["created"] = to_text(item.created);
  resource.attributes["updated"] = to_text(parent.updated);
  resource.attributes["definition"] = {{"name", item.name}, {"content", message_content(shop, item)}};
  resource.hidden["name"] = item.name;
  resource.relationships.push_back({"flow-action", "flow-action", false, false, {shop.actions[item.action].id}});
  Relationship design{"template", "template", false, false};
  if (item.channel == Channel::kEmail) design.ids = {template_id(shop, item)};
  resource.relationships.push_back(std::move(design));
  return resource;
}

Resource form(const Form& item) {
  Resource resource{item.id};
  resource.attributes["name"] = item.name;
  resource.attributes["status"] = item.live ? "live" : "draft";
  resource.attributes["ab_test"] = item.versions.size() > 1;
  resource.attributes["created_at"] = to_text(item.created);
  resource.attributes["updated_at"] = to_text(item.updated);
  Relationship versions{"form-versions", "form-version", true, false};
  Json designs = Json::array();
  for (const FormVersion& version : item.versions) {
    versions.ids.push_back(version.id);
    designs.push_back({{"id", version.id}, {"type", version.type}, {"name", version.variation}});
  }
  resource.hidden["definition"] = {{"versions", std::move(designs)}};
  resource.relationships.push_back(std::move(versions));
  return resource;
}

Resource form_version(const Form& parent, const FormVersion& item) {
  Resource resource{item.id};
  resource.attributes["form_type"] = item.type;
  resource.attributes["variation_name"] = item.variation;
  if (parent.versions.size() > 1) resource.attributes["ab_test"] = {{"variation_name", item.variation}};
  resource.attributes["status"] = item.live ? "live" : "draft";
  resource.attributes["created_at"] = to_text(parent.created);
  resource.attributes["updated_at"] = to_text(parent.updated);
  resource.relationships.push_back({"form", "form", false, false, {parent.id}});
  return resource;
}

Resource email_template(const Shop& shop, const Message& message) {
  Resource resource{template_id(shop, message)};
  const std::string text = message.subject + "\n\nhttps://shop.example.com";
  resource.attributes["name"] = message.name;
  resource.attributes["editor_type"] = "CODE";
  resource.attributes["html"] = "<html><body><h1>" + message.subject + "</h1></body></html>";
  resource.attributes["text"] = text;
  resource.attributes["amp"] = nullptr;
  resource.attributes["created"] = to_text(message.created);
  resource.attributes["updated"] = to_text(message.created);
  return resource;
}

}  // namespace

void Catalog::add_messages(const Shop& shop) {
  std::vector<Resource> campaigns, campaign_messages, flows, actions, flow_messages, forms, versions, templates;
  for (const Campaign& item : shop.campaigns) {
    campaigns.push_back(campaign(shop, item));
    campaign_messages.push_back(campaign_message(shop, item));
  }
  for (const Flow& item : shop.flows) flows.push_back(flow(shop, item));
  for (const FlowAction& item : shop.actions) actions.push_back(flow_action(shop, item));
  for (const Message& item : shop.messages) {
    if (item.flow != kNone) flow_messages.push_back(flow_message(shop, item));
    if (item.channel == Channel::kEmail) templates.push_back(email_template(shop, item));
  }
  for (const Form& item : shop.forms) {
    forms.push_back(form(item));
    for (const FormVersion& version : item.versions) versions.push_back(form_version(item, version));
  }
  add("campaign", std::move(campaigns));
  add("campaign-message", std::move(campaign_messages));
  add("flow", std::move(flows));
  add("flow-action", std::move(actions));
  add("flow-message", std::move(flow_messages));
  add("form", std::move(forms));
  add("form-version", std::move(versions));
  add("template", std::move(templates));
}

}  // namespace klaviyo_sim
