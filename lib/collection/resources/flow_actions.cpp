// The actions of each flow.
#include "collection/resources.h"

namespace klytics::collection {

Resource flow_actions_resource() {
  return {
      .name = "flow_actions",
      .path = "/api/flows/{parent}/flow-actions",
      .parent = "flows",
      .query = {{"page[size]", "50"}},
      .sort = "id",
      .tier = Tier::kS,
      .scopes = {"flows:read"},
      .schedule = ListingSchedule::kDaily,
      .rows = {"flow-action",
               "flow_actions",
               {{"flow_action_id", ColumnType::kId, "id"},
                {"flow_id", ColumnType::kPartitionHead},
                {"action_type", ColumnType::kText, "attributes/definition/type", true},
                {"status", ColumnType::kText, "attributes/definition/data/status", true},
                {"created_at", ColumnType::kInstant, "attributes/created"},
                {"updated_at", ColumnType::kInstant, "attributes/updated"},
                {"raw", ColumnType::kRecord}}},
  };
}

}  // namespace klytics::collection
