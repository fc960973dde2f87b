// How many recipients a campaign was estimated to have. One request a campaign: only when asked for.
#include "collection/records/api_object.h"
#include "collection/resources.h"

namespace klytics::collection {

Resource recipient_estimations_resource() {
  return {
      .name = "recipient_estimations",
      .path = "/api/campaign-recipient-estimations/{parent}",
      .parent = "campaigns",
      .tier = Tier::kM,
      .scopes = {"campaigns:read"},
      .schedule = ListingSchedule::kDaily,
      .by_default = false,
      .rows = api_object_rows("campaign-recipient-estimation", {}),
  };
}

}  // namespace klytics::collection
