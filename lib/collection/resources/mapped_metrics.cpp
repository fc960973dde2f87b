// Mapped metrics: which metric the account means by "revenue" and the like.
#include "collection/resources.h"

namespace klytics::collection {

Resource mapped_metrics_resource() {
  return {
      .name = "mapped_metrics",
      .path = "/api/mapped-metrics",
      .parent = "",
      .query = {{"include", "metric,custom-metric"}},  // without it the relationships are links only
      .tier = Tier::kS,
      .scopes = {"metrics:read"},
      .rows = {"mapped-metric",
               "mapped_metrics",
               {{"mapping_id", ColumnType::kId, "id"},
                {"metric_id", ColumnType::kText, "relationships/metric/data/id"},
                {"custom_metric_id", ColumnType::kText, "relationships/custom-metric/data/id"},
                {"updated_at", ColumnType::kInstant, "attributes/updated"},
                {"raw", ColumnType::kRecord}}},
  };
}

}  // namespace klytics::collection
