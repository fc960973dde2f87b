// Builds the shop, from a seed alone or around a file of real orders. Same options, same shop, byte for byte.
#pragma once

#include <optional>

#include "options.h"
#include "shop/orders_file.h"
#include "shop/shop.h"

namespace klaviyo_sim {

struct Generated {
  Shop shop;
  std::optional<OrderCounts> order_counts;  // with an order file
};

/// `today` is used where options.end is empty. Throws what read_orders_file() throws, and Error(kConfiguration) for an
/// unknown time zone. Linear in the number of events, but for their sort.
Generated generate_shop(const Options& options, klytics::Date today);

}  // namespace klaviyo_sim
