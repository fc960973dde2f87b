#include "analytics/customer_value/order_histories.h"

#include <gtest/gtest.h>

namespace klytics::analytics {
namespace {

Orders orders_of(std::initializer_list<std::tuple<const char*, std::int32_t, double>> rows) {
  Orders orders;
  for (const auto& [customer, day, amount] : rows) {
    const std::uint32_t id = orders.customer_ids.id(customer);
    if (amount == 0) {
      orders.free_rows.push_back({id, day});
      continue;
    }
    orders.customers.push_back(id);
    orders.days.push_back(day);
    orders.amounts.push_back(static_cast<MoneyMicros>(amount * kMicrosPerUnit));
  }
  return orders;
}

TEST(OrderHistories, OrdersOfOneDayAreOneAndTheFirstIsNoRepeat) {
  const auto histories =
      order_histories(orders_of({{"a", 30, 5}, {"a", 10, 1}, {"a", 20, 2}, {"a", 10, 7}, {"a", 20, 3}}), 40, 40);
  ASSERT_EQ(histories.size(), 1U);
  EXPECT_EQ(histories[0].repeat_orders, 2);
  EXPECT_DOUBLE_EQ(histories[0].mean_repeat_spend(), 5);
  EXPECT_EQ(histories[0].in_units(40, 10), (PurchaseHistory{2, 2, 3}));
}

TEST(OrderHistories, CountsLaterOrdersApartAndLeavesOutWhoCameLater) {
  const auto histories = order_histories(
      orders_of({{"a", 10, 1}, {"a", 41, 1}, {"a", 41, 1}, {"a", 50, 1}, {"a", 61, 1}, {"b", 45, 1}}), 40, 60);
  ASSERT_EQ(histories.size(), 1U);
  EXPECT_EQ(histories[0].repeat_orders, 0);
  EXPECT_EQ(histories[0].later_orders, 2);
  EXPECT_EQ(histories[0].mean_repeat_spend(), 0);
}

TEST(OrderHistories, CountsWhoHasOnlyRowsOfAmountZero) {
  EXPECT_EQ(customers_without_orders(orders_of({{"a", 1, 0}, {"b", 1, 0}, {"b", 2, 5}, {"c", 1, 5}})), 1U);
}

TEST(OrderHistories, ACustomerWithOnlyRowsOfAmountZeroIsThereWithoutRepeatOrders) {
  const auto histories =
      order_histories(orders_of({{"a", 12, 0}, {"a", 11, 0}, {"b", 5, 0}, {"b", 20, 3}, {"c", 50, 0}}), 40, 40);
  ASSERT_EQ(histories.size(), 2U);
  EXPECT_EQ(histories[0].in_units(40, 1), (PurchaseHistory{0, 0, 29}));
  EXPECT_EQ(histories[1].in_units(40, 1), (PurchaseHistory{0, 0, 20}));  // the row of amount 0 is no order
}

}  // namespace
}  // namespace klytics::analytics
