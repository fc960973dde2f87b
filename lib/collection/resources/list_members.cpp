// Who is in a list and since when. Joins are followed by time; leaving shows only in a complete listing.
#include "collection/resources.h"

namespace klytics::collection {

Resource list_members_resource() {
  return {
      .name = "list_members",
      .path = "/api/lists/{parent}/profiles",
      .parent = "lists",
      .query = {{"fields[profile]", "joined_group_at"}, {"page[size]", "100"}},
      .sort = "joined_group_at",
      .tier = Tier::kL,
      .scopes = {"lists:read", "profiles:read"},
      .window = {.kind = WindowKind::kChanged,
                 .field = "joined_group_at",
                 .lower_operator = "greater-or-equal",
                 .sort = "joined_group_at",
                 .overlap = std::chrono::hours{1}},  // a membership shows up minutes after it began
      .schedule = ListingSchedule::kDaily,
      .rows = {"profile",
               "list_members",
               {{"list_id", ColumnType::kPartitionHead},
                {"profile_id", ColumnType::kId, "id"},
                {"joined_at", ColumnType::kInstant, "attributes/joined_group_at"},
                {"raw", ColumnType::kRecord}}},
  };
}

}  // namespace klytics::collection
