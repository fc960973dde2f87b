// Metrics: the kinds of events. Keyed by id, since the vendor renames them.
#include "collection/resources.h"

namespace klytics::collection {

Resource metrics_resource() {
  return {
      .name = "metrics",
      .path = "/api/metrics",
      .parent = "",
      .tier = Tier::kM,
      .scopes = {"metrics:read"},
      .rows = {"metric",
               "metrics",
               {{"metric_id", ColumnType::kId, "id"},
                {"name", ColumnType::kName, "attributes/name"},
                {"integration_key", ColumnType::kText, "attributes/integration/key", true},
                {"integration_name", ColumnType::kText, "attributes/integration/name", true},
                {"integration_category", ColumnType::kText, "attributes/integration/category", true},
                {"created_at", ColumnType::kInstant, "attributes/created"},
                {"updated_at", ColumnType::kInstant, "attributes/updated"},
                {"raw", ColumnType::kRecord}}},
  };
}

}  // namespace klytics::collection
