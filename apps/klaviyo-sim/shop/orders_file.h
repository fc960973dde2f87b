// Reads a file of real orders: CSV with the header invoice,customer_id,invoice_date,country,items,amount,cancelled,
// plain or gzip.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace klaviyo_sim {

struct FileOrder {
  std::string invoice;
  std::string customer_id;  // empty: a guest
  std::chrono::local_seconds placed_at;
  std::string country;
  std::int64_t items = 0;  // as in the file, negative for a cancellation
  std::string amount;      // decimal text without a sign, otherwise as in the file
  bool refund = false;     // cancelled=1
};

/// What became of every row; rows = orders + refunds + the skipped ones.
struct OrderCounts {
  std::uint64_t rows = 0;
  std::uint64_t orders = 0;
  std::uint64_t refunds = 0;
  std::uint64_t skipped_not_positive = 0;  // cancelled=0 with an amount of zero or below
  std::uint64_t skipped_duplicate = 0;     // an invoice seen before
};

struct OrdersFile {
  std::vector<FileOrder> orders;  // in the order of the file
  OrderCounts counts;
};

/// Throws Error(kInputMissing) when the file cannot be read, Error(kBadData) with the line for a wrong header, a row of
/// the wrong shape or an unreadable value, also when no order is left.
OrdersFile read_orders_file(const std::string& path);
/// The same over text; `name` is what messages call it.
OrdersFile parse_orders(std::string_view text, std::string_view name);

}  // namespace klaviyo_sim
