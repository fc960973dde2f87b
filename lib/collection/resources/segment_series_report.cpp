// How many people joined and left each segment on each local day, and how many it had.
#include "collection/reports/report_rows.h"
#include "collection/reports/report_statistics.h"
#include "collection/resources.h"

namespace klytics::collection {

Resource segment_series_report_resource() {
  return {
      .name = "segment_series_report",
      .path = "/api/segment-series-reports",
      .parent = "",
      .tier = Tier::kReport,
      .scopes = {"segments:read"},
      .by_default = false,
      .report = ReportRule{.type = "segment-series-report",
                           .statistics = segment_statistics(),
                           .object_group = "segment_id",
                           .interval = "daily",
                           .restated_days = kEventsRestatedDays,
                           .first_day = kFirstSegmentDay},
      .numbers = report_rows,
      .after = {"metrics", "mapped_metrics"},
  };
}

}  // namespace klytics::collection
