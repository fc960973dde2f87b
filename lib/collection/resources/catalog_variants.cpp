// Variants of the catalog's products, with price and stock.
#include "collection/records/api_object.h"
#include "collection/resources.h"

namespace klytics::collection {

Resource catalog_variants_resource() {
  return {
      .name = "catalog_variants",
      .path = "/api/catalog-variants",
      .parent = "",
      .query = {{"page[size]", "100"}},
      .sort = "created",
      .tier = Tier::kXl,
      .scopes = {"catalogs:read"},
      .schedule = ListingSchedule::kDaily,
      .rows = api_object_rows(
          "catalog-variant",
          {.name = "attributes/title", .created = "attributes/created", .updated = "attributes/updated"}),
  };
}

}  // namespace klytics::collection
