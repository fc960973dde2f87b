#include "export/report.h"

#include <fmt/format.h>

#include "export/dashboard_request.h"
#include "presentation/publish/output_file.h"
#include "presentation/report_reader.h"
#include "storage/account.h"
#include "storage/migrator.h"

namespace klytics::app {

int write_report(Context& context, const ReportOptions& options) {
  constexpr const char* kRange = "last-90-days";  // long enough for a trend
  storage::Connection connection = context.connect("export: report");
  storage::require_current(connection);
  presentation::DashboardRequest request =
      dashboard_request(context, storage::find_account(connection, context.settings.account), options.as_of, {});
  request.ranges = {any_range(options.range.empty() ? kRange : options.range, request.as_of)};
  presentation::Report report =
      presentation::read_report(connection, request, [&](const std::string& message) { context.log.warning(message); });
  report.version = KLYTICS_VERSION;
  const std::string page = presentation::render_report(report);
  presentation::write_output_file(options.file, page);
  if (report.dashboard.freshness.is_stale()) context.log.warning("the report is stale: see About the data");
  context.summary() << fmt::format("report        {}\nrange         {}\nbytes         {}\n", options.file,
                                   request.ranges.front().name, page.size());
  return 0;
}

}  // namespace klytics::app
