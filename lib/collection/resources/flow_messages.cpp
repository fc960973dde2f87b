// The messages that the actions of flows send. Their flow is that of the action: the API names it nowhere else.
#include "collection/resources.h"

namespace klytics::collection {

Resource flow_messages_resource() {
  return {
      .name = "flow_messages",
      .path = "/api/flow-actions/{parent}/flow-messages",
      .parent = "flow_actions",
      .query = {{"page[size]", "50"}},
      .sort = "id",
      .tier = Tier::kS,
      .scopes = {"flows:read"},
      .schedule = ListingSchedule::kDaily,
      .rows = {"flow-message",
               "flow_messages",
               {{"flow_message_id", ColumnType::kId, "id"},
                {"flow_action_id", ColumnType::kPartitionHead},
                {"name", ColumnType::kText, "attributes/name"},
                {"channel", ColumnType::kChannel, "attributes/channel"},
                {"created_at", ColumnType::kInstant, "attributes/created"},
                {"updated_at", ColumnType::kInstant, "attributes/updated"},
                {"raw", ColumnType::kRecord}}},
  };
}

}  // namespace klytics::collection
