#include "core/nearest_match.h"

#include <gtest/gtest.h>

#include <vector>

namespace klytics {
namespace {

const std::vector<std::string> kVerbs = {"sync", "migrate", "aggregate", "export"};

TEST(NearestMatch, FindsASwapADropAndADifferentCase) {
  EXPECT_EQ(nearest_match("snyc", kVerbs), "sync");
  EXPECT_EQ(nearest_match("agregate", kVerbs), "aggregate");
  EXPECT_EQ(nearest_match("EXPORT", kVerbs), "export");
}

TEST(NearestMatch, SaysNothingWhenNothingIsNear) {
  EXPECT_EQ(nearest_match("forecast", kVerbs), "");
  EXPECT_EQ(nearest_match("x", {}), "");
}

}  // namespace
}  // namespace klytics
