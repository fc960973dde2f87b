#include "events/event_values.h"

namespace klaviyo_sim {
namespace {

std::int64_t parse_money(std::string_view decimal) {
  std::int64_t value = 0;
  std::int64_t scale = kMoneyScale;
  bool fraction = false;
  for (const char c : decimal) {
    if (c == '.') {
      fraction = true;
    } else if (!fraction) {
      value = value * 10 + (c - '0');
    } else if (scale > 1) {
      value = value * 10 + (c - '0');
      scale /= 10;
    }
  }
  return value * scale;
}

// The id that $message carries: the campaign's, or the flow message's.
const std::string& message_key(const Shop& shop, std::uint32_t message) {
  const Message& item = shop.messages[message];
  return item.campaign != kNone ? shop.campaigns[item.campaign].id : item.id;
}

}  // namespace

std::int64_t money_of(const Shop& shop, const Event& event) {
  switch (event.kind) {
    case Kind::kCheckoutStarted:
    case Kind::kPlacedOrder:
    case Kind::kRefundedOrder:
    case Kind::kFulfilledOrder:
      return parse_money(shop.orders[event.subject].amount);
    case Kind::kOrderedProduct:
      return parse_money(shop.orders[event.subject].lines[event.detail].value);
    default:
      return 0;
  }
}

std::uint32_t message_of(const Event& event) {
  switch (event.kind) {
    case Kind::kReceivedEmail:
    case Kind::kOpenedEmail:
    case Kind::kClickedEmail:
    case Kind::kBouncedEmail:
    case Kind::kDroppedEmail:
    case Kind::kUnsubscribedEmail:
    case Kind::kSpamEmail:
    case Kind::kReceivedText:
    case Kind::kClickedText:
    case Kind::kFailedText:
    case Kind::kReceivedPush:
    case Kind::kOpenedPush:
    case Kind::kBouncedPush:
      return event.subject;
    default:
      return kNone;
  }
}

std::uint32_t attributed_message_of(const Shop& shop, const EventIndex& index, const Event& event) {
  if (event.attributed_to == kNone) return kNone;
  const std::optional<std::uint32_t> touch = index.find(event.attributed_to);
  return touch ? message_of(shop.events[*touch]) : kNone;
}

std::string_view send_channel(Channel channel) {
  return channel == Channel::kEmail ? "email" : channel == Channel::kText ? "sms" : "push-notification";
}

std::string dimension_of(const Shop& shop, const EventIndex& index, const Event& event, std::string_view name) {
  if (name == "$value_currency") return money_of(shop, event) != 0 ? shop.currency : std::string();
  if (name == "form_id") {
    const bool form = event.kind == Kind::kViewedForm || event.kind == Kind::kSubmittedForm;
    return form ? shop.forms[event.subject].id : std::string();
  }
  if (name == "List") {
    if (event.kind == Kind::kSubscribedEmail) return shop.lists[0].name;
    if (event.kind == Kind::kSubscribedText) return shop.lists[1].name;
    return {};
  }
  if (name == "Bounce Type" && event.kind == Kind::kBouncedEmail) return event.detail != 0 ? "Hard" : "Soft";
  const bool attributed = name.starts_with("$attributed_");
  const std::uint32_t message = attributed ? attributed_message_of(shop, index, event) : message_of(event);
  if (message == kNone) return {};
  const Message& item = shop.messages[message];
  if (name == "$message" || name == "$attributed_message") return message_key(shop, message);
  if (name == "$flow" || name == "$attributed_flow")
    return item.flow != kNone ? shop.flows[item.flow].id : std::string();
  if (name == "$attributed_channel") return std::string(send_channel(item.channel));
  if (name == "$campaign_channel")
    return item.campaign != kNone ? std::string(send_channel(item.channel)) : std::string();
  if (name == "$flow_channel") return item.flow != kNone ? std::string(send_channel(item.channel)) : std::string();
  if (name == "Campaign Name" || name == "Message Name") return item.name;
  if (name == "Subject") return item.subject;
  if (name == "Email Domain" && item.channel == Channel::kEmail) {
    const std::string& email = shop.profiles[event.profile].email;
    const std::size_t at = email.find('@');
    return at == std::string::npos ? std::string() : email.substr(at + 1);
  }
  return {};
}

}  // namespace klaviyo_sim
