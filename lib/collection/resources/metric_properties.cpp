// The event properties that each metric has. One slow request a metric: only when asked for.
#include "collection/records/api_object.h"
#include "collection/resources.h"

namespace klytics::collection {

Resource metric_properties_resource() {
  return {
      .name = "metric_properties",
      .path = "/api/metrics/{parent}/metric-properties",
      .parent = "metrics",
      .tier = Tier::kXs,
      .scopes = {"metrics:read"},
      .schedule = ListingSchedule::kDaily,
      .by_default = false,
      .rows = api_object_rows("metric-property", {.name = "attributes/property"}),
  };
}

}  // namespace klytics::collection
