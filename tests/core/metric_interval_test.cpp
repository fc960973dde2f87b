#include "core/metric_interval.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace klytics {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> starts(const char* first, const char* last, MetricInterval interval) {
  std::vector<std::string> texts;
  for (const Date day : whole_intervals({*parse_date(first), *parse_date(last)}, interval))
    texts.push_back(to_string(day));
  return texts;
}

TEST(MetricInterval, OnlyWholeIntervalsCount) {
  EXPECT_THAT(starts("2026-02-28", "2026-03-01", MetricInterval::kDay),
              ElementsAre("2026-02-28", "2026-03-01", "2026-03-02"));
  // 5 January 2026 is a Monday.
  EXPECT_THAT(starts("2026-01-02", "2026-01-18", MetricInterval::kWeek),
              ElementsAre("2026-01-05", "2026-01-12", "2026-01-19"));
  EXPECT_THAT(starts("2026-01-05", "2026-01-24", MetricInterval::kWeek),
              ElementsAre("2026-01-05", "2026-01-12", "2026-01-19"));
  EXPECT_THAT(starts("2025-12-01", "2026-02-27", MetricInterval::kMonth),
              ElementsAre("2025-12-01", "2026-01-01", "2026-02-01"));
  EXPECT_THAT(starts("2026-01-06", "2026-01-12", MetricInterval::kWeek), IsEmpty());
  EXPECT_THAT(starts("2026-01-06", "2026-01-05", MetricInterval::kDay), IsEmpty());
}

TEST(MetricInterval, HasANameThatReadsBack) {
  for (const char* name : {"hour", "day", "week", "month"}) EXPECT_EQ(to_string(parse_interval(name).value()), name);
  EXPECT_EQ(parse_interval("year"), std::nullopt);
}

}  // namespace
}  // namespace klytics
