#include "core/retention_period.h"

#include <gtest/gtest.h>

namespace klytics {
namespace {

TEST(RetentionPeriod, DaysAndMonthsAreRead) {
  EXPECT_EQ(parse_retention_period("30d")->interval(), "0 months 30 days");
  EXPECT_EQ(parse_retention_period("12mo")->interval(), "12 months 0 days");
}

TEST(RetentionPeriod, ZeroKeepsEverything) { EXPECT_TRUE(parse_retention_period("0")->keeps_everything()); }

TEST(RetentionPeriod, AnythingElseIsRefused) {
  for (const char* text : {"", "d", "30", "30 d", "-1d", "0d", "1y", "12m", "12mo ", "99999999999d", "1201mo", "1.5mo"})
    EXPECT_FALSE(parse_retention_period(text)) << text;
}

}  // namespace
}  // namespace klytics
