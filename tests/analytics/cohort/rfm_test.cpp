#include "analytics/cohort/rfm.h"

#include <gtest/gtest.h>

#include <map>

#include "core/error.h"

namespace klytics::analytics {
namespace {

void add(Orders& orders, const std::string& customer, std::int32_t day, MoneyMicros amount) {
  orders.customers.push_back(orders.customer_ids.id(customer));
  orders.days.push_back(day);
  orders.amounts.push_back(amount);
}

constexpr RfmTable kTable = {{{RfmGroup::kChampions, RfmGroup::kLoyal, RfmGroup::kRecent},
                              {RfmGroup::kLoyal, RfmGroup::kNeedsAttention, RfmGroup::kNeedsAttention},
                              {RfmGroup::kAtRisk, RfmGroup::kAtRisk, RfmGroup::kInactive}}};

// Customer i of nine orders i times, last on day 10 i, for 100 i in all.
Orders nine_customers() {
  Orders orders;
  for (int i = 1; i <= 9; ++i)
    for (int order = 0; order < i; ++order) add(orders, std::to_string(i), 10 * i - order, 100);
  return orders;
}

TEST(Rfm, ScoresByTheShareOfCustomersWhoAreWorse) {
  const auto customers = rfm(nine_customers(), 90, 3, kTable);
  ASSERT_EQ(customers.size(), 9U);
  EXPECT_EQ(customers[0].recency, 1);
  EXPECT_EQ(customers[3].frequency, 2);
  EXPECT_EQ(customers[8].monetary, 3);
  EXPECT_EQ(customers[8].orders, 9);
  EXPECT_EQ(customers[8].amount, 900);
  EXPECT_EQ(rfm(nine_customers(), 90, 9, kTable)[4].recency, 5);
}

TEST(Rfm, EqualValuesScoreAlike) {
  Orders orders;
  for (const char* name : {"a", "b", "c", "d"}) add(orders, name, 5, 100);
  add(orders, "e", 9, 50);
  add(orders, "e", 9, 30);
  const auto customers = rfm(orders, 9, 5, kTable);
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(customers[static_cast<std::size_t>(i)].recency, 1);
    EXPECT_EQ(customers[static_cast<std::size_t>(i)].monetary, 2);  // one of five is worse
  }
  EXPECT_EQ(customers[4].recency, 5);
}

TEST(Rfm, CustomersWhoAreAllAlikeInOneDimensionHaveNoQuantiles) {
  Orders orders;
  for (const char* name : {"a", "b", "c"}) add(orders, name, 5 + name[0], 100 + name[0]);
  EXPECT_THROW(rfm(orders, 200, 5, kTable), Error);  // one order each
  add(orders, "a", 300, 1);
  EXPECT_EQ(rfm(orders, 300, 5, kTable).size(), 3U);
}

TEST(Rfm, GroupsFollowTheTable) {
  // Thirds of recency by day 10, 20, 30; of the rest by the number of orders of one amount.
  Orders orders;
  std::map<std::string, RfmGroup> expected;
  const RfmGroup table[3][3] = {{RfmGroup::kInactive, RfmGroup::kAtRisk, RfmGroup::kAtRisk},
                                {RfmGroup::kNeedsAttention, RfmGroup::kNeedsAttention, RfmGroup::kLoyal},
                                {RfmGroup::kRecent, RfmGroup::kLoyal, RfmGroup::kChampions}};
  for (int recency = 0; recency < 3; ++recency) {
    for (int count = 0; count < 3; ++count) {
      const std::string name = std::to_string(recency) + std::to_string(count);
      for (int order = 0; order <= count; ++order) add(orders, name, 10 * (recency + 1), 100);
      expected[name] = table[recency][count];
    }
  }
  for (const RfmCustomer& customer : rfm(orders, 30, 5, kTable)) {
    const std::string name(orders.customer_ids.text(customer.customer));
    EXPECT_EQ(name_of(customer.group), name_of(expected.at(name))) << name;
  }
}

TEST(Rfm, DoesNotLookBehindTheLastDay) {
  const auto customers = rfm(nine_customers(), 45, 5, kTable);
  // Customers 5, 6 and so on have orders on days 10 i - (i - 1) to 10 i: only 5 began by day 46.
  EXPECT_EQ(customers.size(), 4U);
  EXPECT_THROW(rfm(nine_customers(), 11, 5, kTable), Error);
}

}  // namespace
}  // namespace klytics::analytics
