// The records of each type of custom object. They may be millions: only when asked for.
#include "collection/records/api_object.h"
#include "collection/resources.h"

namespace klytics::collection {

Resource object_records_resource() {
  return {
      .name = "object_records",
      .path = "/api/object-types/{parent}/object-records",
      .parent = "object_types",
      .query = {{"page[size]", "100"}},
      .tier = Tier::kS,
      .scopes = {"custom-objects:read"},
      .schedule = ListingSchedule::kDaily,
      .by_default = false,
      .rows = api_object_rows("object-record", {}),
  };
}

}  // namespace klytics::collection
