#include "export/tables.h"

#include <fmt/format.h>

#include "export/dashboard_request.h"
#include "presentation/tables/export_tables.h"
#include "storage/account.h"
#include "storage/migrator.h"

namespace klytics::app {

int write_tables(Context& context, const TableOptions& options) {
  const presentation::TableFormat format = presentation::parse_table_format(options.format);
  storage::Connection connection = context.connect("export: tables");
  storage::require_current(connection);
  presentation::DashboardRequest request = dashboard_request(
      context, storage::find_account(connection, context.settings.account), options.as_of, options.ranges);
  request.metrics = true;
  const auto writer = presentation::make_table_writer(options.out, format);
  std::ostream& out = context.summary();
  out << fmt::format("{:<24}{:>12}\n", "table", "rows");
  for (const presentation::WrittenTable& table : presentation::export_tables(connection, request, *writer))
    out << fmt::format("{:<24}{:>12}\n", table.name, table.rows);
  return 0;
}

}  // namespace klytics::app
