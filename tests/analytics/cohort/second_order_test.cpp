#include "analytics/cohort/second_order.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace klytics::analytics {
namespace {

Orders orders_of(std::initializer_list<std::tuple<const char*, std::int32_t, const char*>> rows) {
  Orders orders;
  for (const auto& [customer, day, group] : rows) {
    orders.customers.push_back(orders.customer_ids.id(customer));
    orders.days.push_back(day);
    orders.amounts.push_back(1);
    orders.groups.push_back(orders.group_ids.id(group));
  }
  return orders;
}

std::vector<std::pair<double, bool>> sorted(const std::vector<Waiting>& waiting) {
  std::vector<std::pair<double, bool>> result;
  for (const Waiting& one : waiting) result.emplace_back(one.time, one.happened);
  std::sort(result.begin(), result.end());
  return result;
}

TEST(SecondOrder, IsTheNextDayWithAnOrderWhateverTheOrderOfTheRows) {
  const auto groups = waiting_for_second_order(
      orders_of({{"a", 30, "g"}, {"a", 20, "g"}, {"a", 10, "g"}, {"b", 5, "g"}, {"b", 5, "g"}, {"b", 9, "g"}}), 50);
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_EQ(sorted(groups[0]), (std::vector<std::pair<double, bool>>{{4, true}, {10, true}}));
}

TEST(SecondOrder, IsCensoredAtTheLastDay) {
  const auto groups = waiting_for_second_order(
      orders_of({{"a", 10, "g"}, {"a", 60, "g"}, {"b", 50, "g"}, {"c", 51, "g"}, {"d", 40, "g"}, {"d", 50, "g"}}), 50);
  EXPECT_EQ(sorted(groups[0]), (std::vector<std::pair<double, bool>>{{0, false}, {10, true}, {40, false}}));
}

TEST(SecondOrder, ACustomerBelongsToTheGroupOfTheFirstOrder) {
  const auto groups = waiting_for_second_order(
      orders_of({{"a", 20, "late"}, {"a", 10, "early"}, {"a", 10, "same day"}, {"b", 15, "late"}}), 20);
  ASSERT_EQ(groups.size(), 3U);
  EXPECT_EQ(sorted(groups[1]), (std::vector<std::pair<double, bool>>{{10, true}}));
  EXPECT_EQ(sorted(groups[0]), (std::vector<std::pair<double, bool>>{{5, false}}));
  EXPECT_TRUE(groups[2].empty());
}

}  // namespace
}  // namespace klytics::analytics
