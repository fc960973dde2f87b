// Universal content: the blocks that templates share.
#include "collection/records/api_object.h"
#include "collection/resources.h"

namespace klytics::collection {

Resource universal_content_resource() {
  return {
      .name = "universal_content",
      .path = "/api/template-universal-content",
      .parent = "",
      .query = {{"page[size]", "100"}},
      .sort = "id",
      .tier = Tier::kL,
      .scopes = {"templates:read"},
      .schedule = ListingSchedule::kDaily,
      .rows = api_object_rows(
          "template-universal-content",
          {.name = "attributes/name", .created = "attributes/created", .updated = "attributes/updated"}),
  };
}

}  // namespace klytics::collection
