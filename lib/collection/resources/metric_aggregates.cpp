// How many events of each metric the vendor counts on each local day, and the sum of their values.
#include "collection/reports/report_rows.h"
#include "collection/resources.h"

namespace klytics::collection {

Resource metric_aggregates_resource() {
  return {
      .name = "metric_aggregates",
      .path = "/api/metric-aggregates",
      .parent = "metrics",
      .tier = Tier::kS,
      .scopes = {"metrics:read"},
      .sweep = false,
      .by_default = false,
      .counts_days = true,
      .numbers = aggregate_rows,
  };
}

}  // namespace klytics::collection
