// What the simulated shop sells and sold.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "shop/kinds.h"

namespace klaviyo_sim {

struct Product {
  std::string id;
  std::string name;
  std::int64_t price_cents = 0;
};

/// A line of an order; its value is exact in the smallest unit of the order's amount.
struct OrderLine {
  std::uint32_t product;
  std::uint32_t quantity;
  std::string value;  // decimal text
};

struct Order {
  std::string invoice;
  std::string amount;  // decimal text exactly as in the source, without a sign
  std::string country;
  std::uint32_t profile = kNone;
  UnixSeconds placed_at = 0;
  std::int64_t items = 0;
  bool refund = false;
  std::vector<OrderLine> lines;
};

}  // namespace klaviyo_sim
