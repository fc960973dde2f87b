// Jobs that suppressed profiles in bulk.
#include "collection/records/api_object.h"
#include "collection/resources.h"

namespace klytics::collection {

Resource suppression_jobs_resource() {
  return {
      .name = "suppression_jobs",
      .path = "/api/profile-suppression-bulk-create-jobs",
      .parent = "",
      .sort = "created",
      .tier = Tier::kL,
      .scopes = {"subscriptions:read"},
      .schedule = ListingSchedule::kDaily,
      .rows = api_object_rows("profile-suppression-bulk-create-job", {.created = "attributes/created_at"}),
  };
}

}  // namespace klytics::collection
