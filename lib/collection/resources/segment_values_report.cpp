// How many people joined and left each segment in a month, and how many it has.
#include "collection/reports/report_rows.h"
#include "collection/reports/report_statistics.h"
#include "collection/resources.h"

namespace klytics::collection {

Resource segment_values_report_resource() {
  return {
      .name = "segment_values_report",
      .path = "/api/segment-values-reports",
      .parent = "",
      .tier = Tier::kReport,
      .scopes = {"segments:read"},
      .by_default = false,
      .report = ReportRule{.type = "segment-values-report",
                           .statistics = segment_statistics(),
                           .object_group = "segment_id",
                           .restated_days = kEventsRestatedDays,
                           .first_day = kFirstSegmentDay},
      .numbers = report_rows,
      .after = {"metrics", "mapped_metrics"},
  };
}

}  // namespace klytics::collection
