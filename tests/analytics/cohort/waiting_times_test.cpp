#include "analytics/cohort/waiting_times.h"

#include <gtest/gtest.h>

namespace klytics::analytics {
namespace {

Orders orders_of(std::initializer_list<std::pair<const char*, std::int32_t>> rows) {
  Orders orders;
  for (const auto& [customer, day] : rows) {
    orders.customers.push_back(orders.customer_ids.id(customer));
    orders.days.push_back(day);
    orders.amounts.push_back(1);
  }
  return orders;
}

using Wait = std::optional<std::pair<double, bool>>;

std::vector<Wait> plain(const std::vector<std::optional<Waiting>>& waiting) {
  std::vector<Wait> result;
  for (const std::optional<Waiting>& one : waiting)
    result.push_back(one ? Wait(std::pair(one->time, one->happened)) : std::nullopt);
  return result;
}

TEST(WaitingTimes, TheSecondOrderIsTheNextDayWithAnOrderWhateverTheOrderOfTheRows) {
  const Orders orders = orders_of({{"a", 30}, {"a", 20}, {"a", 10}, {"b", 5}, {"b", 5}, {"b", 9}});
  EXPECT_EQ(plain(waiting_for_second_order(orders, 50)), (std::vector<Wait>{{{10, true}}, {{4, true}}}));
}

TEST(WaitingTimes, TheSecondOrderIsCensoredAtTheLastDay) {
  const Orders orders = orders_of({{"a", 10}, {"a", 60}, {"b", 50}, {"c", 51}, {"d", 40}, {"d", 50}});
  EXPECT_EQ(plain(waiting_for_second_order(orders, 50)),
            (std::vector<Wait>{{{40, false}}, {{0, false}}, std::nullopt, {{10, true}}}));
}

TEST(WaitingTimes, ASubscriptionWaitsUntilItsOwnerEndsItItIsLostOrTheDataEnd) {
  constexpr std::int32_t kNever = Subscription::kNever;
  const std::vector<Subscription> subscriptions = {{10, 15, kNever},     {10, kNever, 12}, {10, kNever, kNever},
                                                   {10, 15, 12},         {10, 15, 15},     {10, 60, kNever},
                                                   {51, kNever, kNever}, {10, 9, kNever},  {}};
  EXPECT_EQ(plain(waiting_for_unsubscribe(subscriptions, 50)), (std::vector<Wait>{{{5, true}},
                                                                                  {{2, false}},
                                                                                  {{40, false}},
                                                                                  {{2, false}},
                                                                                  {{5, true}},
                                                                                  {{40, false}},
                                                                                  std::nullopt,
                                                                                  std::nullopt,
                                                                                  std::nullopt}));
}

}  // namespace
}  // namespace klytics::analytics
