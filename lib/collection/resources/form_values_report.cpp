// What each form was shown and submitted in a month.
#include "collection/reports/report_rows.h"
#include "collection/reports/report_statistics.h"
#include "collection/resources.h"

namespace klytics::collection {

Resource form_values_report_resource() {
  return {
      .name = "form_values_report",
      .path = "/api/form-values-reports",
      .parent = "",
      .tier = Tier::kReport,
      .scopes = {"forms:read"},
      .by_default = false,
      .report = ReportRule{.type = "form-values-report",
                           .statistics = form_statistics(),
                           .group_by = {"form_id"},
                           .object_group = "form_id",
                           .restated_days = kEventsRestatedDays},
      .numbers = report_rows,
      .after = {"metrics", "mapped_metrics"},
  };
}

}  // namespace klytics::collection
