// What can be asked of a single event: its money and its dimensions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "events/event_index.h"
#include "shop/shop.h"

namespace klaviyo_sim {

/// Money is summed in ten-thousandths, exactly.
constexpr std::int64_t kMoneyScale = 10'000;

/// The `$value` of an event; 0 for the kinds that have none. Digits below a ten-thousandth are cut.
std::int64_t money_of(const Shop& shop, const Event& event);
/// The message that an event is about; kNone for other kinds of event.
std::uint32_t message_of(const Event& event);
/// The message whose touch earned this event; kNone without attribution.
std::uint32_t attributed_message_of(const Shop& shop, const EventIndex& index, const Event& event);
/// A dimension of metric-aggregates, as the API names them; empty where the event has no such attribute.
std::string dimension_of(const Shop& shop, const EventIndex& index, const Event& event, std::string_view name);
/// "email", "sms" or "push-notification", as reports and aggregates name channels.
std::string_view send_channel(Channel channel);

}  // namespace klaviyo_sim
