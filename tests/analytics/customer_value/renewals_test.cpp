#include "analytics/customer_value/renewals.h"

#include <gtest/gtest.h>

#include <vector>

#include "core/error.h"

namespace klytics::analytics {
namespace {

void expect_renewals(const std::vector<Renewal>& renewals, const std::vector<std::pair<double, double>>& expected) {
  ASSERT_EQ(renewals.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(renewals[i].at_risk, expected[i].first) << i;
    EXPECT_EQ(renewals[i].left, expected[i].second) << i;
  }
}

constexpr std::int32_t kNever = Subscription::kNever;

TEST(Renewals, OfCountsAreTheirDifferences) {
  expect_renewals(renewals_of_counts(std::vector<double>{100, 80, 80, 50}), {{100, 20}, {80, 0}, {80, 30}});
  EXPECT_THROW(renewals_of_counts(std::vector<double>{100, 110, 90}), Error);
  EXPECT_THROW(renewals_of_counts(std::vector<double>{0, 0, 0}), Error);
  EXPECT_THROW(renewals_of_counts(std::vector<double>{100, 90}), Error);
}

TEST(Renewals, OfSubscriptionsArePooledByAge) {
  // Periods of 10 days up to day 29: one that began on day 0 is seen for three of them, on day 10 for two.
  expect_renewals(renewals_of_subscriptions(std::vector<Subscription>{{.from = 0},
                                                                      {.from = 0, .unsubscribed = 9},
                                                                      {.from = 0, .unsubscribed = 10},
                                                                      {.from = 10, .unsubscribed = 29},
                                                                      {.from = 11}},
                                            10, 29),
                  {{5, 1}, {3, 2}, {1, 0}});
}

TEST(Renewals, CountNobodyInAPeriodThatIsNotSeenWhole) {
  expect_renewals(renewals_of_subscriptions(std::vector<Subscription>{{.from = 1}}, 10, 9), {});
  expect_renewals(renewals_of_subscriptions(std::vector<Subscription>{{.from = 0}}, 10, 9), {{1, 0}});
  // Who leaves in it is seen to the end.
  expect_renewals(renewals_of_subscriptions(std::vector<Subscription>{{.from = 5, .unsubscribed = 9}}, 10, 9),
                  {{1, 1}});
  // What comes after the last day is not known yet.
  expect_renewals(renewals_of_subscriptions(std::vector<Subscription>{{.from = 0, .unsubscribed = 10}}, 10, 9),
                  {{1, 0}});
}

TEST(Renewals, TakeWhoIsLostOutOfTheRisk) {
  expect_renewals(renewals_of_subscriptions(std::vector<Subscription>{{.from = 0, .unsubscribed = kNever, .lost = 15},
                                                                      {.from = 0, .unsubscribed = 16, .lost = 15},
                                                                      {.from = 0, .unsubscribed = 15, .lost = 15}},
                                            10, 99),
                  {{3, 0}, {1, 1}});
}

TEST(Renewals, CountFromTheFirstWholePeriodInWhichSomebodyIsWatched) {
  const std::vector<Subscription> subscriptions = {{.from = 0, .unsubscribed = kNever, .lost = kNever, .seen = 1},
                                                   {.from = 0, .unsubscribed = 9, .lost = kNever, .seen = 1},
                                                   {.from = 0, .unsubscribed = 19, .lost = kNever, .seen = 10},
                                                   {.from = 0, .unsubscribed = 19, .lost = kNever, .seen = 11}};
  expect_renewals(renewals_of_subscriptions(subscriptions, 10, 29), {{0, 0}, {2, 1}, {1, 0}});
}

TEST(Renewals, OfNobodyAreNone) {
  expect_renewals(renewals_of_subscriptions(std::vector<Subscription>{{}, {.from = 5, .unsubscribed = 4}}, 10, 99), {});
}

TEST(Renewals, SurvivalIsTheProductOfThoseWhoStay) {
  const std::vector<Renewal> renewals = {{10, 2}, {5, 1}, {0, 0}, {4, 1}};
  const std::vector<double> survival = observed_survival(renewals);
  ASSERT_EQ(survival.size(), 3U);
  EXPECT_DOUBLE_EQ(survival[1], 0.8);
  EXPECT_DOUBLE_EQ(survival[2], 0.64);
}

}  // namespace
}  // namespace klytics::analytics
