// How long customers wait until they order again, and subscribers until they unsubscribe.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "analytics/cohort/survival.h"
#include "core/orders.h"

namespace klytics::analytics {

/// One element a customer: the days from the first order to the next day with an order, censored at `last_day`; none
/// for one without an order up to then. Linear.
std::vector<std::optional<Waiting>> waiting_for_second_order(const Orders& orders, std::int32_t last_day);

/// When somebody subscribed and what ended it, in days since 1970-01-01.
struct Subscription {
  static constexpr std::int32_t kNever = std::numeric_limits<std::int32_t>::max();
  std::int32_t from = kNever;
  std::int32_t unsubscribed = kNever;
  std::int32_t lost = kNever;  // no longer seen, without having unsubscribed: the address bounced, say
  // Since when it is watched, where that is later than `from`: had it ended before, nobody would know of it.
  std::int32_t seen = std::numeric_limits<std::int32_t>::min();
};

/// One element a subscription: the days until it was ended by its owner, censored when it was lost and at `last_day`;
/// none for one that begins later or ends before it begins. Linear.
std::vector<std::optional<Waiting>> waiting_for_unsubscribe(std::span<const Subscription> subscriptions,
                                                            std::int32_t last_day);

}  // namespace klytics::analytics
