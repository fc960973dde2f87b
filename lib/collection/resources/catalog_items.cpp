// Products of the catalog.
#include "collection/records/api_object.h"
#include "collection/resources.h"

namespace klytics::collection {

Resource catalog_items_resource() {
  return {
      .name = "catalog_items",
      .path = "/api/catalog-items",
      .parent = "",
      .query = {{"page[size]", "100"}},
      .sort = "created",
      .tier = Tier::kXl,
      .scopes = {"catalogs:read"},
      .schedule = ListingSchedule::kDaily,
      .rows = api_object_rows(
          "catalog-item",
          {.name = "attributes/title", .created = "attributes/created", .updated = "attributes/updated"}),
  };
}

}  // namespace klytics::collection
