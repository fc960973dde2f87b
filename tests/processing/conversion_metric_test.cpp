#include "processing/conversion_metric.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"

namespace klytics::processing {
namespace {

TEST(ConversionMetric, TheBestRankWinsWhateverTheOrder) {
  EXPECT_EQ(choose_conversion_metric({{"B", "Placed Order", "API", 2}, {"A", "Placed Order", "Shopify", 1}}, ""), "A");
}

TEST(ConversionMetric, NoneIsAnAnswerUnlessOneIsConfigured) {
  EXPECT_EQ(choose_conversion_metric({}, ""), std::nullopt);
  try {
    choose_conversion_metric({}, "Bought");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kConfiguration);
    EXPECT_THAT(error.what(), testing::HasSubstr("Bought"));
  }
}

TEST(ConversionMetric, SeveralEquallyGoodOnesAreNamedAndRefused) {
  try {
    choose_conversion_metric({{"A", "Placed Order", "Shopify", 1}, {"B", "Placed Order", "", 1}, {"C", "x", "y", 2}},
                             "");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kConfiguration);
    EXPECT_THAT(error.what(), testing::AllOf(testing::HasSubstr("A (\"Placed Order\" of Shopify)"),
                                             testing::HasSubstr("B (\"Placed Order\" of no integration)"),
                                             testing::Not(testing::HasSubstr("C ("))));
  }
}

}  // namespace
}  // namespace klytics::processing
