// What each message of a flow led to, by the month in which it was sent.
#include "collection/reports/report_rows.h"
#include "collection/reports/report_statistics.h"
#include "collection/resources.h"

namespace klytics::collection {

Resource flow_values_report_resource() {
  return {
      .name = "flow_values_report",
      .path = "/api/flow-values-reports",
      .parent = "",
      .tier = Tier::kReport,
      .scopes = {"flows:read"},
      .by_default = false,
      .report = ReportRule{.type = "flow-values-report",
                           .statistics = message_statistics(),
                           .group_by = {"flow_id", "flow_message_id", "send_channel"},
                           .object_group = "flow_id",
                           .message_group = "flow_message_id",
                           .conversion_metric = true,
                           .restated_days = kMessagesRestatedDays},
      .numbers = report_rows,
      .after = {"metrics", "mapped_metrics"},
  };
}

}  // namespace klytics::collection
