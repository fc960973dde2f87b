// Lists with their tags. The API gives ten a page at most.
#include "collection/resources.h"

namespace klytics::collection {

Resource lists_resource() {
  return {
      .name = "lists",
      .path = "/api/lists",
      .parent = "",
      .query = {{"include", "tags"}, {"page[size]", "10"}},
      .sort = "id",
      .tier = Tier::kL,
      .scopes = {"lists:read", "tags:read"},
      .rows = {"list",
               "lists",
               {{"list_id", ColumnType::kId, "id"},
                {"name", ColumnType::kName, "attributes/name"},
                {"opt_in_process", ColumnType::kText, "attributes/opt_in_process"},
                {"created_at", ColumnType::kInstant, "attributes/created"},
                {"updated_at", ColumnType::kInstant, "attributes/updated"},
                {"raw", ColumnType::kRecord}}},
      .tags_object_type = "list",
  };
}

}  // namespace klytics::collection
