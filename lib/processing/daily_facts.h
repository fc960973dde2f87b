// Reads what happened on each day of two periods, for a search for changes.
#pragma once

#include <optional>

#include "core/account.h"
#include "core/daily_facts.h"
#include "storage/postgres/connection.h"

namespace klytics::processing {

/// The local days whose facts are complete. nullopt without any events. Throws Error(kBadData) when facts were never
/// built.
std::optional<DateRange> complete_days(storage::Connection& connection, const Account& account);

/// In the caller's transaction. Reads facts only: the cost depends on the orders of the periods, and of what is
/// compared with them the days.
DailyFacts read_daily_facts(storage::Connection& connection, const Account& account, const ComparedPeriods& periods);

}  // namespace klytics::processing
