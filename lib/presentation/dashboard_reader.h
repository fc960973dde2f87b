// Reads what the dashboard shows from the facts, all of it in one snapshot of the database.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "presentation/render/dashboard.h"
#include "storage/postgres/connection.h"

namespace klytics::presentation {

/// What to read, apart from the data.
struct DashboardRequest {
  Account account;
  Date as_of;                      // "today" of the ranges
  std::vector<NamedRange> ranges;  // at least one
  Instant now;                     // the real one, which decides what is stale
  int max_age_hours = 0;
  std::vector<std::string> attribution;  // as configured
  bool read_only = false;                // changes nothing: an object without a number is left out
  bool metrics = false;                  // the analyses of metrics too
};

/// Gives numbers to objects that have none yet (unless `read_only`), then reads everything, both in one transaction
/// that sees one state of the database. Reads facts, never events: the cost depends on days and objects, not on events.
/// Throws Error(kBadData) when there are events but no facts, since zeros would then be read as real numbers.
Dashboard read_dashboard(storage::Connection& connection, const DashboardRequest& request);

/// The reading alone, in the caller's transaction, which has to see one state of the database throughout.
Dashboard read_dashboard_in_transaction(storage::Connection& connection, const DashboardRequest& request);

/// How old the data is, and what was never collected; in the current transaction or one of its own.
Freshness read_freshness(storage::Connection& connection, const Account& account, Instant now, int max_age_hours);

/// Gives numbers to objects that have none yet, in a transaction of its own.
void number_objects(storage::Connection& connection, std::string_view account_id);

}  // namespace klytics::presentation
