// Tags and the group that each belongs to.
#include "collection/resources.h"

namespace klytics::collection {

Resource tags_resource() {
  return {
      .name = "tags",
      .path = "/api/tags",
      .parent = "",
      .query = {{"include", "tag-group"}, {"page[size]", "50"}},
      .sort = "id",
      .tier = Tier::kS,
      .scopes = {"tags:read"},
      .rows = {"tag",
               "tags",
               {{"tag_id", ColumnType::kId, "id"},
                {"name", ColumnType::kName, "attributes/name"},
                {"tag_group_id", ColumnType::kText, "relationships/tag-group/data/id"},
                {"raw", ColumnType::kRecord}}},
  };
}

}  // namespace klytics::collection
