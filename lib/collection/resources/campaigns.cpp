// Campaigns with their messages and tags: three channels, live and archived, since one listing never shows all.
#include "collection/resources.h"

namespace klytics::collection {

Resource campaigns_resource() {
  const auto partition = [](const char* key, const char* channel, const char* archived) {
    return PartitionRule{key,
                         std::string("equals(messages.channel,'") + channel + "'),equals(archived," + archived + ")"};
  };
  return {
      .name = "campaigns",
      .path = "/api/campaigns",
      .parent = "",
      .partitions = {partition("email/live", "email", "false"), partition("email/archived", "email", "true"),
                     partition("sms/live", "sms", "false"), partition("sms/archived", "sms", "true"),
                     partition("push/live", "mobile_push", "false"), partition("push/archived", "mobile_push", "true")},
      .query = {{"include", "campaign-messages,tags"}, {"page[size]", "100"}},
      .sort = "id",
      .tier = Tier::kM,
      .scopes = {"campaigns:read", "tags:read"},
      .rows = {"campaign",
               "campaigns",
               {{"campaign_id", ColumnType::kId, "id"},
                {"name", ColumnType::kName, "attributes/name"},
                {"channel", ColumnType::kPartitionHead},
                {"status", ColumnType::kText, "attributes/status"},
                {"archived", ColumnType::kFlag, "attributes/archived"},
                {"send_at", ColumnType::kInstant, "attributes/send_time"},
                {"scheduled_at", ColumnType::kInstant, "attributes/scheduled_at"},
                {"created_at", ColumnType::kInstant, "attributes/created_at"},
                {"updated_at", ColumnType::kInstant, "attributes/updated_at"},
                {"raw", ColumnType::kRecord}}},
      .included = {{{"campaign-message",
                     "campaign_messages",
                     {{"campaign_message_id", ColumnType::kId, "id"},
                      {"campaign_id", ColumnType::kOwner, "relationships/campaign/data/id"},
                      {"channel", ColumnType::kChannel, "attributes/definition/channel"},
                      {"label", ColumnType::kText, "attributes/definition/label", true},
                      {"subject", ColumnType::kText, "attributes/definition/content/subject", true},
                      {"created_at", ColumnType::kInstant, "attributes/created_at"},
                      {"updated_at", ColumnType::kInstant, "attributes/updated_at"},
                      {"raw", ColumnType::kRecord}}},
                    "relationships/campaign-messages/data"}},
      .tags_object_type = "campaign",
  };
}

}  // namespace klytics::collection
