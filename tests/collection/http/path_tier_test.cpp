// Tests of collection/path_tier: which limit a path counts against.
#include "collection/http/path_tier.h"

#include <gtest/gtest.h>

#include "collection/resources.h"

namespace klytics::collection {
namespace {

std::optional<Tier> tier_of(std::string_view path) { return tier_of_path(all_resources({}), path); }

TEST(PathTier, knows_the_paths_of_resources) {
  EXPECT_EQ(tier_of("/api/events"), Tier::kXl);
  EXPECT_EQ(tier_of("/api/events/"), Tier::kXl);
  EXPECT_EQ(tier_of("/api/lists/AbC12/profiles"), Tier::kL);
  EXPECT_EQ(tier_of("/api/metrics/M/metric-properties"), Tier::kXs);
}

TEST(PathTier, knows_nothing_of_other_paths) {
  for (const char* path : {"", "/", "/api", "/api/events/E1", "/api/event", "/api/lists//profiles",
                           "/api/lists/a/b/profiles", "/api/lists/a/profiles/more"})
    EXPECT_EQ(tier_of(path), std::nullopt) << path;
}

TEST(PathTier, reads_tiers_by_their_names) {
  for (std::size_t i = 0; i < kTierCount; ++i) {
    const Tier tier = static_cast<Tier>(i);
    EXPECT_EQ(parse_tier(name_of(tier)), tier);
  }
  EXPECT_EQ(parse_tier("xl"), Tier::kXl);
  EXPECT_EQ(parse_tier("Report"), Tier::kReport);
  EXPECT_EQ(parse_tier(""), std::nullopt);
  EXPECT_EQ(parse_tier("XXL"), std::nullopt);
}

}  // namespace
}  // namespace klytics::collection
