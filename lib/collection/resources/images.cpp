// Uploaded images, hidden ones too: the API leaves those out unless it is asked for both.
#include "collection/records/api_object.h"
#include "collection/resources.h"

namespace klytics::collection {

Resource images_resource() {
  return {
      .name = "images",
      .path = "/api/images",
      .parent = "",
      .partitions = {{"", "any(hidden,[true,false])"}},
      .query = {{"page[size]", "100"}},
      .sort = "id",
      .tier = Tier::kM,
      .scopes = {"images:read"},
      .schedule = ListingSchedule::kDaily,
      .rows = api_object_rows("image", {.name = "attributes/name", .updated = "attributes/updated_at"}),
  };
}

}  // namespace klytics::collection
