// Web feeds that messages take content from.
#include "collection/records/api_object.h"
#include "collection/resources.h"

namespace klytics::collection {

Resource web_feeds_resource() {
  return {
      .name = "web_feeds",
      .path = "/api/web-feeds",
      .parent = "",
      .query = {{"page[size]", "20"}},
      .sort = "created",
      .tier = Tier::kXs,
      .scopes = {"web-feeds:read"},
      .schedule = ListingSchedule::kDaily,
      .rows = api_object_rows(
          "web-feed", {.name = "attributes/name", .created = "attributes/created", .updated = "attributes/updated"}),
  };
}

}  // namespace klytics::collection
