// Who is in a segment and since when. Joins are followed by time; leaving shows only in a complete listing.
#include "collection/resources.h"

namespace klytics::collection {

Resource segment_members_resource() {
  return {
      .name = "segment_members",
      .path = "/api/segments/{parent}/profiles",
      .parent = "segments",
      .query = {{"fields[profile]", "joined_group_at"}, {"page[size]", "100"}},
      .sort = "joined_group_at",
      .tier = Tier::kL,
      .scopes = {"segments:read", "profiles:read"},
      .window = {.kind = WindowKind::kChanged,
                 .field = "joined_group_at",
                 .lower_operator = "greater-or-equal",
                 .sort = "joined_group_at",
                 .overlap = std::chrono::hours{1}},  // a membership shows up minutes after it began
      .schedule = ListingSchedule::kDaily,
      .rows = {"profile",
               "segment_members",
               {{"segment_id", ColumnType::kPartitionHead},
                {"profile_id", ColumnType::kId, "id"},
                {"joined_at", ColumnType::kInstant, "attributes/joined_group_at"},
                {"raw", ColumnType::kRecord}}},
  };
}

}  // namespace klytics::collection
