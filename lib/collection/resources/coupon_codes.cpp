// The codes of each coupon. They may be millions: only when asked for.
#include "collection/records/api_object.h"
#include "collection/resources.h"

namespace klytics::collection {

Resource coupon_codes_resource() {
  return {
      .name = "coupon_codes",
      .path = "/api/coupons/{parent}/coupon-codes",
      .parent = "coupons",
      .query = {{"page[size]", "100"}},
      .tier = Tier::kL,
      .scopes = {"coupon-codes:read"},
      .schedule = ListingSchedule::kDaily,
      .by_default = false,
      .rows = api_object_rows("coupon-code", {}),
  };
}

}  // namespace klytics::collection
