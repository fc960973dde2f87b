// Orders of an account from its facts.
#pragma once

#include <string_view>

#include "core/account.h"
#include "core/orders.h"
#include "storage/connection.h"

namespace klytics::storage {

struct StoredOrders {
  Orders orders;                        // days are local days of the account
  std::size_t in_other_currencies = 0;  // left out
};

/// Reads fact_orders. An order that names nobody, then one of amount 0, is skipped and counted as in an order file.
/// `group` is "channel", "source" or empty. Throws Error(kBadData) for a negative amount, kUsage for another group.
StoredOrders read_order_facts(Connection& connection, const Account& account, std::string_view group);

}  // namespace klytics::storage
