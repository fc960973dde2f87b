// Categories of the product catalog.
#include "collection/records/api_object.h"
#include "collection/resources.h"

namespace klytics::collection {

Resource catalog_categories_resource() {
  return {
      .name = "catalog_categories",
      .path = "/api/catalog-categories",
      .parent = "",
      .query = {{"page[size]", "100"}},
      .sort = "created",
      .tier = Tier::kXl,
      .scopes = {"catalogs:read"},
      .schedule = ListingSchedule::kDaily,
      .rows = api_object_rows("catalog-category", {.name = "attributes/name", .updated = "attributes/updated"}),
  };
}

}  // namespace klytics::collection
