// Who is in a list or a segment and since when. Joins are followed by time; leaving shows only in a complete listing.
#include "collection/resources.h"

namespace klytics::collection {

namespace {

Resource members_of(const std::string& group) {
  return {
      .name = group + "_members",
      .path = "/api/" + group + "s/{parent}/profiles",
      .parent = group + "s",
      .query = {{"fields[profile]", "joined_group_at"}, {"page[size]", "100"}},
      .sort = "joined_group_at",
      .tier = Tier::kL,
      .scopes = {group + "s:read", "profiles:read"},
      .window = {.kind = WindowKind::kChanged,
                 .field = "joined_group_at",
                 .lower_operator = "greater-or-equal",
                 .sort = "joined_group_at",
                 .overlap = std::chrono::hours{1}},  // a membership shows up minutes after it began
      .schedule = ListingSchedule::kDaily,
      .rows = {"profile",
               group + "_members",
               {{group + "_id", ColumnType::kPartitionHead},
                {"profile_id", ColumnType::kId, "id"},
                {"joined_at", ColumnType::kInstant, "attributes/joined_group_at"},
                {"raw", ColumnType::kRecord}}},
  };
}

}  // namespace

Resource list_members_resource() { return members_of("list"); }

Resource segment_members_resource() { return members_of("segment"); }

}  // namespace klytics::collection
