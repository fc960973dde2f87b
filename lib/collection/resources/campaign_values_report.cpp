// What each message of a campaign led to, by the month in which it was sent.
#include "collection/reports/report_rows.h"
#include "collection/reports/report_statistics.h"
#include "collection/resources.h"

namespace klytics::collection {

Resource campaign_values_report_resource() {
  return {
      .name = "campaign_values_report",
      .path = "/api/campaign-values-reports",
      .parent = "",
      .tier = Tier::kReport,
      .scopes = {"campaigns:read"},
      .by_default = false,
      .report = ReportRule{.type = "campaign-values-report",
                           .statistics = message_statistics(),
                           .group_by = {"campaign_id", "campaign_message_id", "send_channel"},
                           .object_group = "campaign_id",
                           .message_group = "campaign_message_id",
                           .conversion_metric = true,
                           .restated_days = kMessagesRestatedDays},
      .numbers = report_rows,
      .after = {"metrics", "mapped_metrics"},
  };
}

}  // namespace klytics::collection
