// Looks for what a report says in sentences: what changed in its range, and which of its days were unusual.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/account.h"
#include "core/time.h"
#include "storage/postgres/connection.h"

namespace klytics::presentation {

/// What changed in the complete days of `range` against as many days before, the most important first. nullopt when
/// fewer than seven are complete or the facts do not cover the days before. In the caller's transaction.
std::optional<std::vector<std::string>> read_insights(storage::Connection& connection, const Account& account,
                                                      const DateRange& range);

/// The unusual days of `range` in revenue, orders, customers, subscribers and form submissions, each judged by all of
/// its history, the latest first; the furthest from usual when there are many. nullopt when no history is long enough.
/// In the caller's transaction.
std::optional<std::vector<std::string>> read_anomalies(storage::Connection& connection, const Account& account,
                                                       const DateRange& range);

}  // namespace klytics::presentation
