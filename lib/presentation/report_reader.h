// Reads what a report shows: the dashboard of one range, cohorts, what changed, what is unusual and what is expected.
#pragma once

#include <functional>
#include <string>

#include "presentation/dashboard_reader.h"
#include "presentation/render/report/report.h"

namespace klytics::presentation {

/// All of it of one state of the database. `request` has one range. Cohorts are left out, and `warn` is told why, when
/// the orders do not allow them. The cost depends on the number of orders. Throws as read_dashboard() does.
Report read_report(storage::Connection& connection, const DashboardRequest& request,
                   const std::function<void(const std::string&)>& warn);

}  // namespace klytics::presentation
