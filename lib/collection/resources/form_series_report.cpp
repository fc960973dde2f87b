// What each form was shown and submitted on each local day: for accounts whose events do not say so.
#include "collection/reports/report_rows.h"
#include "collection/reports/report_statistics.h"
#include "collection/resources.h"

namespace klytics::collection {

Resource form_series_report_resource() {
  return {
      .name = "form_series_report",
      .path = "/api/form-series-reports",
      .parent = "",
      .tier = Tier::kReport,
      .scopes = {"forms:read"},
      .report = ReportRule{.type = "form-series-report",
                           .statistics = form_statistics(),
                           .group_by = {"form_id"},
                           .object_group = "form_id",
                           .interval = "daily",
                           .restated_days = kEventsRestatedDays,
                           .unless_form_metrics = true},
      .numbers = report_rows,
      .after = {"metrics", "mapped_metrics"},
  };
}

}  // namespace klytics::collection
