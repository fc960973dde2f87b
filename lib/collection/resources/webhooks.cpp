// Webhooks with their topics.
#include "collection/records/api_object.h"
#include "collection/resources.h"

namespace klytics::collection {

Resource webhooks_resource() {
  return {
      .name = "webhooks",
      .path = "/api/webhooks",
      .parent = "",
      .query = {{"include", "webhook-topics"}},
      .tier = Tier::kXs,
      .scopes = {"webhooks:read"},
      .schedule = ListingSchedule::kDaily,
      .rows = api_object_rows(
          "webhook",
          {.name = "attributes/name", .created = "attributes/created_at", .updated = "attributes/updated_at"}),
  };
}

}  // namespace klytics::collection
