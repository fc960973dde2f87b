// Segments with their tags. The API gives ten a page at most.
#include "collection/resources.h"

namespace klytics::collection {

Resource segments_resource() {
  return {
      .name = "segments",
      .path = "/api/segments",
      .parent = "",
      .query = {{"include", "tags"}, {"page[size]", "10"}},
      .sort = "id",
      .tier = Tier::kL,
      .scopes = {"segments:read", "tags:read"},
      .rows = {"segment",
               "segments",
               {{"segment_id", ColumnType::kId, "id"},
                {"name", ColumnType::kName, "attributes/name"},
                {"is_active", ColumnType::kBoolean, "attributes/is_active"},
                {"is_processing", ColumnType::kBoolean, "attributes/is_processing"},
                {"is_starred", ColumnType::kBoolean, "attributes/is_starred"},
                {"created_at", ColumnType::kInstant, "attributes/created"},
                {"updated_at", ColumnType::kInstant, "attributes/updated"},
                {"raw", ColumnType::kRecord}}},
      .tags_object_type = "segment",
  };
}

}  // namespace klytics::collection
