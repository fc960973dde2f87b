#include "events/event_writer.h"

#include <array>

#include "api/json_api.h"
#include "shop/ids.h"
#include "shop/random.h"

namespace klaviyo_sim {
namespace {

constexpr std::array<std::string_view, 4> kInboxProviders = {"Gmail", "Apple", "Outlook", "Yahoo"};

std::string relationship(std::string_view name, std::string_view type, const std::string& id) {
  return "\"" + std::string(name) + "\":{\"data\":{\"type\":\"" + std::string(type) + "\",\"id\":" + json_text(id) +
         "}}";
}

// Properties that every event about this message carries; each ends with a comma.
std::string properties_of(const Shop& shop, const Message& message) {
  std::string text;
  const auto add = [&text](std::string_view name, std::string_view value) {
    text += json_text(name) + ":" + json_text(value) + ",";
  };
  if (message.campaign != kNone) {
    add("$message", shop.campaigns[message.campaign].id);
    add("Campaign Name", message.name);
    text += "\"$_cohort$message_send_cohort\":\"" + std::to_string(shop.campaigns[message.campaign].send_at) + ":" +
            shop.campaigns[message.campaign].id + "\",";
  } else {
    add("$message", message.id);
    add("$flow", shop.flows[message.flow].id);
    add("Campaign Name", message.name);
  }
  if (!message.subject.empty()) add("Subject", message.subject);
  return text;
}

}  // namespace

EventWriter::EventWriter(const Shop& shop, std::string base_url, double malformed)
    : shop_(shop), events_url_(base_url + "/api/events/"), malformed_(malformed) {
  for (const Message& message : shop.messages) {
    message_properties_.push_back(properties_of(shop, message));
    if (message.campaign != kNone) {
      message_relationships_.push_back(relationship("campaign", "campaign", shop.campaigns[message.campaign].id) + "," +
                                       relationship("campaign-message", "campaign-message", message.id));
    } else {
      message_relationships_.push_back(relationship("flow", "flow", shop.flows[message.flow].id) + "," +
                                       relationship("flow-message", "flow-message", message.id));
    }
  }
  for (const Metric& metric : shop.metrics)
    metric_data_.push_back("{\"type\":\"metric\",\"id\":" + json_text(metric.id) + "}");
  for (const Product& product : shop.products) products_.push_back(json_text(product.name));
  for (const Form& form : shop.forms)
    forms_.push_back("\"form_id\":" + json_text(form.id) + ",\"form_name\":" + json_text(form.name));
}

std::string EventWriter::id_of(const Event& event) const {
  std::string id(11, ' ');
  write_event_id(shop_.seed, event.number, id.data());
  return id;
}

EventWriter::Damage EventWriter::damage_of(const Event& event) const {
  if (malformed_ <= 0) return Damage::kIntact;
  const std::uint64_t draw = mix(shop_.seed + 77, event.number);
  if (to_unit(draw) >= malformed_) return Damage::kIntact;
  return static_cast<Damage>(1 + mix(draw, 1) % 7);
}

void EventWriter::append_reader(std::string& out, const Event& event) const {
  const std::string& email = shop_.profiles[event.profile].email;
  const std::size_t at = email.find('@');
  out += "\"Email Domain\":\"";
  if (at != std::string::npos) out.append(email, at + 1);
  out += "\",\"Inbox Provider\":\"";
  out += kInboxProviders[event.profile % kInboxProviders.size()];
  out += '"';
}

void EventWriter::append_order(std::string& out, const Event& event) const {
  const Order& order = shop_.orders[event.subject];
  const bool is_line = event.kind == Kind::kOrderedProduct;
  out += is_line ? "\"OrderId\":" : "\"$event_id\":";
  out += json_text(order.invoice);
  if (is_line) {
    const OrderLine& line = order.lines[event.detail];
    out += ",\"$event_id\":";
    out += json_text(order.invoice + ":" + std::to_string(event.detail));
    out += ",\"$value\":" + line.value + ",\"ProductName\":" + products_[line.product];
    out += ",\"ProductID\":" + json_text(shop_.products[line.product].id) +
           ",\"Quantity\":" + std::to_string(line.quantity);
  } else {
    out += ",\"$value\":" + order.amount + ",\"Items\":[";
    for (std::size_t i = 0; i < order.lines.size(); ++i) {
      if (i > 0) out += ',';
      out += products_[order.lines[i].product];
    }
    out += "],\"ItemCount\":" + std::to_string(order.items);
    out += ",\"Country\":" + json_text(order.country);
  }
  out += ",\"$value_currency\":\"" + shop_.currency + "\"";
}

void EventWriter::append_properties(std::string& out, const Event& event, Damage damage) const {
  out += '{';
  switch (damage) {
    case Damage::kNul:
      out += "\"Note\":\"left\\u0000right\",";
      break;
    case Damage::kLoneSurrogate:
      out += "\"Note\":\"half \\ud83d of a pair\",";
      break;
    case Damage::kHugeInteger:
      out += "\"Session\":123456789012345678901234567890123456789,";
      break;
    default:
      break;
  }
  const auto append_event_id = [&] {
    out += "\"$event_id\":\"";
    out += std::to_string(mix(shop_.seed, event.number));
    out += '"';
  };
  switch (event.kind) {
    case Kind::kCheckoutStarted:
    case Kind::kPlacedOrder:
    case Kind::kOrderedProduct:
    case Kind::kRefundedOrder:
    case Kind::kFulfilledOrder:
      append_order(out, event);
      break;
    case Kind::kViewedForm:
    case Kind::kSubmittedForm:
      out += forms_[event.subject];
      out += ",\"form_version_id\":" + shop_.forms[event.subject].versions[event.detail].id + ",";
      append_event_id();
      break;
    case Kind::kSubscribedEmail:
    case Kind::kSubscribedText:
      out += "\"List\":" + json_text(shop_.lists[event.kind == Kind::kSubscribedEmail ? 0 : 1].name) + ",";
      append_event_id();
      break;
    case Kind::kActiveOnSite:
    case Kind::kViewedProduct:
    case Kind::kAddedToCart:
      out += "\"ProductName\":" + products_[event.subject];
      out += ",\"URL\":\"https://shop.example.com/products/" + shop_.products[event.subject].id + "\",";
      append_event_id();
      break;
    default:  // about a message
      out += message_properties_[event.subject];
      if (shop_.messages[event.subject].channel == Channel::kEmail) {
        append_reader(out, event);
        out += ',';
      }
      if (event.kind == Kind::kClickedEmail || event.kind == Kind::kClickedText)
        out += "\"URL\":\"https://shop.example.com/products/" + shop_.products[event.detail].id + "\",";
      if (event.kind == Kind::kBouncedEmail)
        out += event.detail != 0 ? "\"Bounce Type\":\"Hard\"," : "\"Bounce Type\":\"Soft\",";
      if (event.kind == Kind::kOpenedEmail)
        out += event.machine_open ? "\"machine_open\":true," : "\"machine_open\":false,";
      append_event_id();
      break;
  }
  out += '}';
}

void EventWriter::prerender() {
  EventView view;
  view.attributions = true;
  rendered_.resize(shop_.events.size());
  for (const Event& event : shop_.events) {
    std::string text;
    render(text, event, view);
    rendered_[event.number] = std::move(text);
  }
}

void EventWriter::append(std::string& out, const Event& event, const EventView& view) const {
  const bool as_rendered = view.timestamp && view.properties && view.datetime && view.uuid && view.relationships &&
                           view.attributions && !rendered_.empty();
  if (as_rendered) {
    out += rendered_[event.number];
  } else {
    render(out, event, view);
  }
}

void EventWriter::render(std::string& out, const Event& event, const EventView& view) const {
  const Damage damage = damage_of(event);
  std::array<char, 11> id_bytes{};
  write_event_id(shop_.seed, event.number, id_bytes.data());
  const std::string_view id(id_bytes.data(), id_bytes.size());
  out += "{\"type\":\"event\",\"id\":";
  if (damage == Damage::kNullId) {
    out += "null";
  } else {
    out.append("\"").append(id).append("\"");
  }
  out += ",\"attributes\":{";
  const auto separate = [&out] {
    if (out.back() != '{') out += ',';
  };
  if (view.timestamp) {
    out += "\"timestamp\":";
    if (damage == Damage::kNoTime) {
      out += "null";
    } else {
      out += std::to_string(event.time);
      if (damage == Damage::kFractionalTime) out += ".0";
    }
  }
  if (view.properties) {
    separate();
    out += "\"event_properties\":";
    append_properties(out, event, damage);
  }
  if (view.datetime) {
    separate();
    out += "\"datetime\":";
    if (damage == Damage::kNoTime) {
      out += "null";
    } else {
      out += '"';
      append_time(out, event.time);
      out += '"';
    }
  }
  if (view.uuid) {
    separate();
    std::array<char, 36> uuid_bytes{};
    write_event_uuid(shop_.seed, event.time, event.number, uuid_bytes.data());
    out += "\"uuid\":\"";
    out.append(uuid_bytes.data(), uuid_bytes.size());
    out += '"';
  }
  out += '}';
  if (damage != Damage::kNoRelationships && (view.relationships || view.attributions)) {
    out += ",\"relationships\":{";
    const auto links = [&](std::string_view name) {
      out.append(",\"links\":{\"self\":\"").append(events_url_).append(id).append("/relationships/").append(name);
      out.append("\",\"related\":\"").append(events_url_).append(id).append("/").append(name).append("\"}}");
    };
    if (view.relationships) {
      out.append("\"profile\":{\"data\":{\"type\":\"profile\",\"id\":\"")
          .append(shop_.profiles[event.profile].id)
          .append("\"}");
      links("profile");
      out.append(",\"metric\":{\"data\":").append(metric_data_[static_cast<std::size_t>(event.kind)]);
      links("metric");
    }
    if (view.attributions) {
      separate();
      out += "\"attributions\":{\"data\":[";
      if (event.attributed_to != kNone) out.append("{\"type\":\"attribution\",\"id\":\"a-").append(id).append("\"}");
      out += ']';
      links("attributions");
    }
    out += '}';
  }
  out.append(",\"links\":{\"self\":\"").append(events_url_).append(id).append("\"}}");
}

void EventWriter::append_attribution(std::string& out, const Event& event, const Event& attributed) const {
  const std::string id = id_of(event);
  out += "{\"type\":\"attribution\",\"id\":\"a-" + id + "\",\"relationships\":{";
  out += relationship("event", "event", id) + "," + relationship("attributed-event", "event", id_of(attributed)) + ",";
  out += message_relationships_[attributed.subject];
  out += "},\"links\":{\"self\":\"" + events_url_ + id + "\"}}";
}

}  // namespace klaviyo_sim
