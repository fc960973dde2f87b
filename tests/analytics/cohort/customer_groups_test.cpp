#include "analytics/cohort/customer_groups.h"

#include <gtest/gtest.h>

namespace klytics::analytics {
namespace {

TEST(CustomerGroups, ACustomerBelongsToTheGroupOfItsFirstOrderAndBringsAllItsOrders) {
  Orders orders;
  const auto add = [&orders](const char* customer, std::int32_t day, const char* group) {
    orders.customers.push_back(orders.customer_ids.id(customer));
    orders.days.push_back(day);
    orders.amounts.push_back(2 * kMicrosPerUnit);
    orders.groups.push_back(orders.group_ids.id(group));
  };
  add("a", 9, "y");
  add("a", 5, "x");
  add("b", 7, "y");
  add("b", 7, "x");
  add("c", 20, "x");
  EXPECT_EQ(group_of_first_order(orders), (std::vector<std::uint32_t>{1, 0, 1}));
  const auto totals = totals_by_group(orders, 10);
  ASSERT_EQ(totals.size(), 2U);
  EXPECT_EQ(totals[1].orders, std::vector<double>{2});  // a; c comes later
  EXPECT_EQ(totals[1].amounts, std::vector<double>{4});
  EXPECT_EQ(totals[1].repeat_customers, 1);
  EXPECT_EQ(totals[0].orders, std::vector<double>{2});  // b, twice on one day
  EXPECT_EQ(totals[0].repeat_customers, 0);
}

}  // namespace
}  // namespace klytics::analytics
