// The versions of each form, the variations of its tests among them.
#include "collection/records/api_object.h"
#include "collection/resources.h"

namespace klytics::collection {

Resource form_versions_resource() {
  return {
      .name = "form_versions",
      .path = "/api/forms/{parent}/form-versions",
      .parent = "forms",
      .query = {{"page[size]", "100"}},
      .sort = "created_at",
      .tier = Tier::kS,
      .scopes = {"forms:read"},
      .schedule = ListingSchedule::kDaily,
      .rows = api_object_rows("form-version", {.name = "attributes/variation_name",
                                               .created = "attributes/created_at",
                                               .updated = "attributes/updated_at"}),
  };
}

}  // namespace klytics::collection
