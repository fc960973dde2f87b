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

TEST(NearestMatch, FindsWhatTheWordIsAPartOf) {
  const std::vector<std::string> flows = {"Old welcome", "Welcome", "Win-back"};
  EXPECT_EQ(nearest_match("come", flows), "Welcome");
  EXPECT_EQ(nearest_match("in", flows), "") << "two letters say too little";
}

TEST(NearestMatch, SaysNothingWhenNothingIsNear) {
  EXPECT_EQ(nearest_match("forecast", kVerbs), "");
  EXPECT_EQ(nearest_match("x", {}), "");
}

}  // namespace
}  // namespace klytics
