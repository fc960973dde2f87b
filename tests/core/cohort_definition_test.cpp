#include "core/cohort_definition.h"

#include <gtest/gtest.h>

#include "core/error.h"

namespace klytics {
namespace {

TEST(CohortDefinition, IsAWordAndForSomeAName) {
  EXPECT_EQ(parse_cohort_definition("first-order").kind, CohortDefinition::Kind::kFirstOrder);
  const CohortDefinition metric = parse_cohort_definition("metric:Viewed: Product");
  EXPECT_EQ(metric.kind, CohortDefinition::Kind::kMetric);
  EXPECT_EQ(metric.name, "Viewed: Product");
  EXPECT_TRUE(metric.needs_database());
  EXPECT_TRUE(parse_cohort_definition("date:signed_up").needs_file());
  EXPECT_FALSE(parse_cohort_definition("first-order").needs_database());
}

TEST(CohortDefinition, RefusesUnknownWordsAndNamesThatAreMissingOrTooMuch) {
  for (const char* text : {"", "order", "metric", "metric:", "campaign:Spring", "first-order:"})
    EXPECT_THROW(parse_cohort_definition(text), Error) << text;
}

}  // namespace
}  // namespace klytics
