// Message templates with their HTML. The API gives ten a page at most.
#include "collection/records/api_object.h"
#include "collection/resources.h"

namespace klytics::collection {

Resource templates_resource() {
  return {
      .name = "templates",
      .path = "/api/templates",
      .parent = "",
      .query = {{"page[size]", "10"}},
      .sort = "id",
      .tier = Tier::kL,
      .scopes = {"templates:read"},
      .schedule = ListingSchedule::kDaily,
      .rows = api_object_rows(
          "template", {.name = "attributes/name", .created = "attributes/created", .updated = "attributes/updated"}),
  };
}

}  // namespace klytics::collection
