// Flows with their tags, live and archived.
#include "collection/resources.h"

namespace klytics::collection {

Resource flows_resource() {
  return {
      .name = "flows",
      .path = "/api/flows",
      .parent = "",
      .partitions = {{"live", "equals(archived,false)"}, {"archived", "equals(archived,true)"}},
      .query = {{"include", "tags"}, {"page[size]", "50"}},
      .sort = "id",
      .tier = Tier::kS,
      .scopes = {"flows:read", "tags:read"},
      .rows = {"flow",
               "flows",
               {{"flow_id", ColumnType::kId, "id"},
                {"name", ColumnType::kName, "attributes/name"},
                {"status", ColumnType::kText, "attributes/status"},
                {"archived", ColumnType::kFlag, "attributes/archived"},
                {"trigger_type", ColumnType::kText, "attributes/trigger_type"},
                {"created_at", ColumnType::kInstant, "attributes/created"},
                {"updated_at", ColumnType::kInstant, "attributes/updated"},
                {"raw", ColumnType::kRecord}}},
      .tags_object_type = "flow",
  };
}

}  // namespace klytics::collection
