// Types of the account's custom objects, with their schemas.
#include "collection/records/api_object.h"
#include "collection/resources.h"

namespace klytics::collection {

Resource object_types_resource() {
  return {
      .name = "object_types",
      .path = "/api/object-types",
      .parent = "",
      .query = {{"include", "current-schema,draft-schema"}},
      .tier = Tier::kS,
      .scopes = {"custom-objects:read"},
      .schedule = ListingSchedule::kDaily,
      .rows = api_object_rows(
          "object-type",
          {.name = "attributes/title", .created = "attributes/created_at", .updated = "attributes/updated_at"}),
  };
}

}  // namespace klytics::collection
