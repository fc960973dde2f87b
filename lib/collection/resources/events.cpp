// Events with their attribution. Ids are kept from the event's properties as well as from the attribution: the latter
// disappears when a campaign is deleted.
#include "collection/resources.h"

namespace klytics::collection {

Resource events_resource(const ResourceOptions& options) {
  const std::string properties = "attributes/event_properties/";
  return {
      .name = "events",
      .path = "/api/events",
      .parent = "",
      .query = {{"include", "attributions"}, {"page[size]", "1000"}},
      .sort = "datetime",
      .tier = Tier::kXl,
      .scopes = {"events:read"},
      .window = {.kind = WindowKind::kTimeSliced,
                 .field = "datetime",
                 .lower_operator = "greater-or-equal",
                 .upper_operator = "less-than",
                 .sort = "datetime",
                 .record_time_path = "attributes/datetime"},
      .sweep = false,
      .rows = {"event",
               "events",
               {{"event_id", ColumnType::kId, "id"},
                {"occurred_at", ColumnType::kEventTime, "attributes/datetime", false, "attributes/timestamp"},
                {"metric_id", ColumnType::kText, "relationships/metric/data/id"},
                {"profile_id", ColumnType::kText, "relationships/profile/data/id"},
                {"value", ColumnType::kNumeric, properties + "$value"},
                {"currency", ColumnType::kText, properties + "$value_currency", true},
                {"unique_id", ColumnType::kText, properties + "$event_id", true},
                {"message_id", ColumnType::kText, properties + "$message", true},
                {"flow_id", ColumnType::kText, properties + "$flow", true},
                {"form_id", ColumnType::kText, properties + "form_id", true},
                {"machine_open", ColumnType::kBoolean, properties + options.machine_open_property, true},
                {"attributed_event_id", ColumnType::kJoinedText, "relationships/attributed-event/data/id"},
                {"attributed_campaign_id", ColumnType::kJoinedText, "relationships/campaign/data/id"},
                {"attributed_campaign_message_id", ColumnType::kJoinedText, "relationships/campaign-message/data/id"},
                {"attributed_flow_id", ColumnType::kJoinedText, "relationships/flow/data/id"},
                {"attributed_flow_message_id", ColumnType::kJoinedText, "relationships/flow-message/data/id"},
                {"attributions", ColumnType::kJoinedRecords},
                {"raw", ColumnType::kRecord}}},
      .join = Join{"attribution", "relationships/attributions/data"},
  };
}

}  // namespace klytics::collection
