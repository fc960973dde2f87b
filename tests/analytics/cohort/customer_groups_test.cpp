#include "analytics/cohort/customer_groups.h"

#include <gtest/gtest.h>

namespace klytics::analytics {
namespace {

Orders orders_of(std::initializer_list<std::tuple<const char*, std::int32_t, const char*>> rows) {
  Orders orders;
  for (const auto& [customer, day, group] : rows) {
    orders.customers.push_back(orders.customer_ids.id(customer));
    orders.days.push_back(day);
    orders.amounts.push_back(2 * kMicrosPerUnit);
    orders.groups.push_back(orders.group_ids.id(group));
  }
  return orders;
}

TEST(CustomerGroups, ACustomerBelongsToTheGroupOfItsFirstOrderAndBringsAllItsOrders) {
  const Orders orders = orders_of({{"a", 9, "y"}, {"a", 5, "x"}, {"b", 7, "y"}, {"b", 7, "x"}, {"c", 20, "x"}});
  const CustomerGroups groups = groups_of_first_order(orders);
  EXPECT_EQ(groups.names, (std::vector<std::string>{"y", "x"}));
  EXPECT_EQ(groups.members, (std::vector<std::vector<std::uint32_t>>{{1}, {0, 2}}));
  const auto totals = totals_by_group(orders, groups, 10, false);
  ASSERT_EQ(totals.size(), 2U);
  EXPECT_EQ(totals[1].orders, std::vector<double>{2});  // a; c comes later
  EXPECT_EQ(totals[1].amounts, std::vector<double>{4});
  EXPECT_EQ(totals[1].repeat_customers, 1);
  EXPECT_EQ(totals[0].orders, std::vector<double>{2});  // b, twice on one day
  EXPECT_EQ(totals[0].repeat_customers, 0);
}

TEST(CustomerGroups, MembersWithoutAnOrderCountWhereTheyAreAskedFor) {
  const Orders orders = orders_of({{"a", 9, "y"}, {"b", 20, "y"}});
  const CustomerGroups groups{{"all"}, {{0, 1}}};
  EXPECT_EQ(totals_by_group(orders, groups, 10, true)[0].orders, (std::vector<double>{1, 0}));
  EXPECT_EQ(totals_by_group(orders, groups, 10, true)[0].buyers, 1);
}

TEST(CustomerGroups, WhoIsInSeveralIsTakenOutOfAll) {
  CustomerGroups groups{{"x", "y", "z"}, {{0, 1, 2}, {1, 3}, {1, 2}}};
  EXPECT_EQ(leave_out_shared(groups, 4), 2U);
  EXPECT_EQ(groups.members, (std::vector<std::vector<std::uint32_t>>{{0}, {3}, {}}));
}

TEST(CustomerGroups, WaitsAreThoseOfTheMembersWhoHaveOne) {
  const std::vector<std::optional<Waiting>> waiting = {Waiting{1, true}, std::nullopt, Waiting{3, false}};
  const auto groups = by_group(waiting, {{"x", "y"}, {{0, 1}, {2}}});
  ASSERT_EQ(groups[0].size(), 1U);
  EXPECT_EQ(groups[0][0].time, 1);
  EXPECT_EQ(groups[1][0].time, 3);
}

}  // namespace
}  // namespace klytics::analytics
