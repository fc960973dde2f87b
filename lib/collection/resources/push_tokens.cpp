// The devices that profiles receive push messages on. One a device: only when asked for.
#include "collection/records/api_object.h"
#include "collection/resources.h"

namespace klytics::collection {

Resource push_tokens_resource() {
  return {
      .name = "push_tokens",
      .path = "/api/push-tokens",
      .parent = "",
      .query = {{"page[size]", "100"}},
      .tier = Tier::kM,
      .scopes = {"profiles:read", "push-tokens:read"},
      .schedule = ListingSchedule::kDaily,
      .by_default = false,
      .rows = api_object_rows("push-token", {.created = "attributes/created"}),
  };
}

}  // namespace klytics::collection
