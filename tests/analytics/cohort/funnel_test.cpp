#include "analytics/cohort/funnel.h"

#include <gtest/gtest.h>

namespace klytics::analytics {
namespace {

constexpr std::int64_t kHour = 3'600'000'000;
constexpr std::uint32_t kNone = FunnelEvent::kNoSource;

std::vector<std::tuple<std::uint32_t, std::int32_t, std::int64_t, double>> plain(const std::vector<FunnelStep>& steps) {
  std::vector<std::tuple<std::uint32_t, std::int32_t, std::int64_t, double>> result;
  for (const FunnelStep& step : steps)
    result.emplace_back(step.source, step.step, step.customers, step.median_seconds / 3600);
  return result;
}

TEST(Funnel, AStepCountsAfterTheOneBeforeAndWithinTheWindow) {
  // 0 goes all the way; the step 2 of customer 1 comes before step 1; that of customer 2 after the window; 3 only
  // enters.
  const std::vector<FunnelEvent> events = {
      {0, 0, 2, 9 * kHour}, {0, 0, 0, 1 * kHour}, {0, 0, 1, 2 * kHour}, {1, 0, 0, 1 * kHour},      {1, 0, 2, 2 * kHour},
      {1, 0, 1, 5 * kHour}, {2, 0, 0, 1 * kHour}, {2, 0, 1, 1 * kHour}, {2, 0, 2, 11 * kHour + 1}, {3, 0, 0, 0}};
  EXPECT_EQ(plain(funnel(events, {.steps = 3, .window = 10 * kHour, .from = {}, .until = {}})),
            (decltype(plain({})){{0, 0, 4, 0}, {0, 1, 3, 1}, {0, 2, 1, 7}}));
}

TEST(Funnel, EventsOfAnotherSourceDoNotCountButThoseOfNoneDo) {
  const std::vector<FunnelEvent> events = {{0, 5, 0, 0},         {0, 7, 0, 1 * kHour},
                                           {0, 7, 1, 2 * kHour}, {0, kNone, 2, 4 * kHour},
                                           {1, kNone, 0, 0},     {1, 5, 1, 1 * kHour}};
  EXPECT_EQ(plain(funnel(events, {.steps = 3, .window = 10 * kHour, .from = {}, .until = {}})),
            (decltype(plain({})){{5, 0, 1, 0}, {7, 0, 1, 0}, {7, 1, 1, 1}, {7, 2, 1, 2}}));
}

TEST(Funnel, EntersWithTheFirstEventBetweenTheBounds) {
  const std::vector<FunnelEvent> events = {{0, 0, 0, 1}, {0, 0, 0, 5}, {0, 0, 1, 6}, {1, 0, 0, 8}, {1, 0, 1, 9}};
  EXPECT_EQ(funnel(events, {.steps = 2, .window = kHour, .from = 2, .until = 8}).at(1).median_seconds, 1e-6);
  EXPECT_TRUE(funnel(events, {.steps = 2, .window = kHour, .from = 9, .until = {}}).empty());
}

TEST(Funnel, TheMedianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle) {
  std::vector<FunnelEvent> events;
  for (std::uint32_t customer = 0; customer < 4; ++customer) {
    events.push_back({customer, 0, 0, 0});
    events.push_back({customer, 0, 1, (customer * customer + 1) * kHour});  // 1, 2, 5, 10
  }
  EXPECT_EQ(funnel(events, {.steps = 2, .window = 100 * kHour, .from = {}, .until = {}}).at(1).median_seconds,
            3.5 * 3600);
}

}  // namespace
}  // namespace klytics::analytics
