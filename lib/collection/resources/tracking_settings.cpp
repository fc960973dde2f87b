// The UTM parameters that links get.
#include "collection/records/api_object.h"
#include "collection/resources.h"

namespace klytics::collection {

Resource tracking_settings_resource() {
  return {
      .name = "tracking_settings",
      .path = "/api/tracking-settings",
      .parent = "",
      .query = {{"page[size]", "1"}},
      .tier = Tier::kM,
      .scopes = {"tracking-settings:read"},
      .rows = api_object_rows("tracking-setting", {}),
  };
}

}  // namespace klytics::collection
