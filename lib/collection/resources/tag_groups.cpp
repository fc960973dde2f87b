// Groups of tags.
#include "collection/records/api_object.h"
#include "collection/resources.h"

namespace klytics::collection {

Resource tag_groups_resource() {
  return {
      .name = "tag_groups",
      .path = "/api/tag-groups",
      .parent = "",
      .query = {{"page[size]", "25"}},
      .sort = "id",
      .tier = Tier::kS,
      .scopes = {"tags:read"},
      .rows = api_object_rows("tag-group", {.name = "attributes/name"}),
  };
}

}  // namespace klytics::collection
