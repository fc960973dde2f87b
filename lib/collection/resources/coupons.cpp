// Coupons; their codes are a resource of their own.
#include "collection/records/api_object.h"
#include "collection/resources.h"

namespace klytics::collection {

Resource coupons_resource() {
  return {
      .name = "coupons",
      .path = "/api/coupons",
      .parent = "",
      .query = {{"page[size]", "100"}},
      .tier = Tier::kL,
      .scopes = {"coupons:read"},
      .schedule = ListingSchedule::kDaily,
      .rows = api_object_rows("coupon", {.name = "attributes/external_id"}),
  };
}

}  // namespace klytics::collection
