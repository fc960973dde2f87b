#include "storage/order_facts_reader.h"

#include <fmt/format.h>

#include "core/error.h"

namespace klytics::storage {
namespace {

enum Column : std::size_t { kProfile, kDay, kAmount, kChannel, kSource, kCounts };

Column group_column(std::string_view group) {
  if (group == "channel") return kChannel;
  if (group == "source") return kSource;
  throw Error(ErrorKind::kUsage, fmt::format("orders of the database have no column {} to group by", group),
              "group by channel or source");
}

}  // namespace

StoredOrders read_order_facts(Connection& connection, const Account& account, std::string_view group) {
  const std::optional<Column> by = group.empty() ? std::nullopt : std::optional(group_column(group));
  const Rows rows = connection.query("queries/cohort/orders", {account.id, account.currency});
  StoredOrders stored;
  Orders& orders = stored.orders;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!rows.boolean(i, kCounts)) {
      ++stored.in_other_currencies;
      continue;
    }
    const std::string_view profile = rows.text(i, kProfile);
    if (profile.empty()) {
      ++orders.rows_without_customer;
      continue;
    }
    const std::optional<MoneyMicros> amount = parse_money(rows.text(i, kAmount));
    if (!amount || *amount < 0)
      throw Error(ErrorKind::kBadData,
                  fmt::format("an order's amount must not be negative or beyond 9 * 10^12: {} of profile {}",
                              rows.text(i, kAmount), profile));
    const std::uint32_t customer = orders.customer_ids.id(profile);
    const auto day = static_cast<std::int32_t>(rows.integer(i, kDay));
    if (*amount == 0) {
      ++orders.rows_of_amount_zero;
      orders.free_rows.push_back({customer, day});
      continue;
    }
    orders.customers.push_back(customer);
    orders.days.push_back(day);
    orders.amounts.push_back(*amount);
    if (by) orders.groups.push_back(orders.group_ids.id(rows.text(i, *by)));
  }
  return stored;
}

}  // namespace klytics::storage
