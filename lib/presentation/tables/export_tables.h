// Copies every fact and every result of the dashboard into tables for spreadsheets.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "presentation/dashboard_reader.h"
#include "presentation/tables/table_writer.h"

namespace klytics::presentation {

struct WrittenTable {
  std::string name;
  std::size_t rows = 0;
};

/// The fact tables, then "dashboard_overview", "dashboard_campaigns", "dashboard_flows", "dashboard_forms" and
/// "dashboard_segments" with the ranges of `request`, where it asks for metrics "dashboard_anomalies" and
/// "dashboard_correlations" with every pair of them, and "dashboard_customer_value" by tenths of the customers; all of
/// one state of the database. Throws Error(kBadData) as read_dashboard() does.
std::vector<WrittenTable> export_tables(storage::Connection& connection, const DashboardRequest& request,
                                        TableWriter& writer);

}  // namespace klytics::presentation
