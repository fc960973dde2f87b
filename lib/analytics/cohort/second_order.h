// How long customers wait until they order again.
#pragma once

#include <cstdint>
#include <vector>

#include "analytics/cohort/survival.h"
#include "core/orders.h"

namespace klytics::analytics {

/// One element for each customer with an order up to `last_day`: the days from the first order to the next day with an
/// order, censored at `last_day`. By group of the first order (the first row's of several on that day); one group
/// without groups. Linear.
std::vector<std::vector<Waiting>> waiting_for_second_order(const Orders& orders, std::int32_t last_day);

}  // namespace klytics::analytics
