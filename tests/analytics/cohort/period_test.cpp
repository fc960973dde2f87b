#include "analytics/cohort/period.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/error.h"

namespace klytics::analytics {
namespace {

std::string label_of(const char* date, Period period) {
  return period_label(period_of(parse_date(date).value(), period), period);
}

TEST(Period, NamesTheDayTheMondayTheMonthAndTheQuarter) {
  EXPECT_EQ(label_of("2010-12-09", Period::kDay), "2010-12-09");
  EXPECT_EQ(label_of("2010-12-09", Period::kWeek), "2010-12-06");
  EXPECT_EQ(label_of("2010-12-05", Period::kWeek), "2010-11-29");  // a Sunday
  EXPECT_EQ(label_of("2010-12-09", Period::kMonth), "2010-12");
  EXPECT_EQ(label_of("2010-12-09", Period::kQuarter), "2010-Q4");
}

TEST(Period, AnUnknownNameIsAUsageError) {
  EXPECT_EQ(parse_period("week"), Period::kWeek);
  EXPECT_THROW(parse_period("fortnight"), Error);
}

RC_GTEST_PROP(Period, ADayLiesBetweenTheStartOfItsPeriodAndOfTheNext, ()) {
  const Date day{std::chrono::days{*rc::gen::inRange(-40'000, 40'000)}};
  for (const Period period : {Period::kDay, Period::kWeek, Period::kMonth, Period::kQuarter}) {
    const std::int32_t number = period_of(day, period);
    RC_ASSERT(period_start(number, period) <= day);
    RC_ASSERT(day < period_start(number + 1, period));
  }
}

}  // namespace
}  // namespace klytics::analytics
