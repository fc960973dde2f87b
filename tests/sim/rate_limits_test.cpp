#include "server/rate_limits.h"

#include <gtest/gtest.h>

namespace klaviyo_sim {
namespace {

using std::chrono::milliseconds;
constexpr milliseconds kStart{1'700'000'040'000};  // the first instant of a minute

TEST(RateLimits, RefusesAboveTheBurstUntilTheSecondEnds) {
  RateLimits limits;
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(limits.admit("flows", Tier::kS, kStart + milliseconds{100}).allowed);
  const Admission refused = limits.admit("flows", Tier::kS, kStart + milliseconds{100});
  EXPECT_FALSE(refused.allowed);
  EXPECT_EQ(refused.retry_after_seconds, 1);
  EXPECT_TRUE(limits.admit("flows", Tier::kS, kStart + milliseconds{1000}).allowed);
}

TEST(RateLimits, RefusesAboveTheSteadyWindowUntilTheMinuteEnds) {
  RateLimits limits;
  for (int second = 0; second < 20; ++second)
    for (int i = 0; i < 3; ++i)
      EXPECT_TRUE(limits.admit("flows", Tier::kS, kStart + milliseconds{1000 * second}).allowed);
  const Admission refused = limits.admit("flows", Tier::kS, kStart + milliseconds{20'500});
  EXPECT_FALSE(refused.allowed);
  EXPECT_EQ(refused.retry_after_seconds, 40);
  EXPECT_TRUE(limits.admit("flows", Tier::kS, kStart + milliseconds{60'000}).allowed);
}

TEST(RateLimits, ARefusedRequestIsNotCounted) {
  RateLimits limits;
  EXPECT_TRUE(limits.admit("accounts", Tier::kXs, kStart).allowed);
  for (int i = 0; i < 100; ++i) EXPECT_FALSE(limits.admit("accounts", Tier::kXs, kStart).allowed);
  int allowed = 1;
  for (int second = 1; second < 60; ++second)
    allowed += limits.admit("accounts", Tier::kXs, kStart + milliseconds{1000 * second}).allowed ? 1 : 0;
  EXPECT_EQ(allowed, 15);
}

TEST(RateLimits, OperationsHaveQuotasOfTheirOwn) {
  RateLimits limits;
  EXPECT_TRUE(limits.admit("accounts", Tier::kXs, kStart).allowed);
  EXPECT_TRUE(limits.admit("web-feeds", Tier::kXs, kStart).allowed);
  EXPECT_FALSE(limits.admit("accounts", Tier::kXs, kStart).allowed);
}

TEST(RateLimits, ReportsHaveADayToo) {
  RateLimits limits;
  const milliseconds midnight{86'400'000LL * 19'675};
  int allowed = 0;
  milliseconds now = midnight;
  for (; now < midnight + milliseconds{86'400'000} && allowed < 300; now += milliseconds{30'000})
    if (limits.admit("report", Tier::kReport, now).allowed) {
      ++allowed;
    } else {
      break;
    }
  EXPECT_EQ(allowed, 225);
  const Admission refused = limits.admit("report", Tier::kReport, now);
  EXPECT_EQ(refused.retry_after_seconds, 86'400 - 225 * 30);
}

TEST(RateLimits, WritesBothFormsOfTheHeader) {
  EXPECT_EQ(RateLimits().header(Tier::kXl, false), "350, 350;w=1, 3500;w=60");
  EXPECT_EQ(RateLimits().header(Tier::kReport, false), "1, 1;w=1, 2;w=60, 225;w=86400");
  EXPECT_EQ(RateLimits().header(Tier::kXl, true), "350");
}

TEST(RateLimits, may_give_all_reports_together_an_allowance_of_their_own) {
  RateLimits limits(2, true);
  const auto now = std::chrono::hours{24 * 365 + 1};
  EXPECT_EQ(limits.header(Tier::kReport, false), "1000, 1000;w=1, 1000;w=60, 2;w=86400");
  EXPECT_TRUE(limits.admit("/api/form-series-reports", Tier::kReport, now).allowed);
  EXPECT_TRUE(limits.admit("/api/flow-values-reports", Tier::kReport, now).allowed);
  const Admission refused = limits.admit("/api/form-series-reports", Tier::kReport, now);
  EXPECT_FALSE(refused.allowed);
  EXPECT_EQ(refused.retry_after_seconds, 23 * 3600);
  EXPECT_EQ(limits.header(Tier::kM, false), RateLimits().header(Tier::kM, false));
}

}  // namespace
}  // namespace klaviyo_sim
