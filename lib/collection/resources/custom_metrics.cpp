// Custom metrics: the account's own definitions over its metrics.
#include "collection/records/api_object.h"
#include "collection/resources.h"

namespace klytics::collection {

Resource custom_metrics_resource() {
  return {
      .name = "custom_metrics",
      .path = "/api/custom-metrics",
      .parent = "",
      .query = {{"include", "metrics"}},
      .tier = Tier::kS,
      .scopes = {"metrics:read"},
      .rows = api_object_rows(
          "custom-metric",
          {.name = "attributes/name", .created = "attributes/created", .updated = "attributes/updated"}),
  };
}

}  // namespace klytics::collection
