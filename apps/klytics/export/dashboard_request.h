// What to read for the dashboard, from options and settings: shared by the verbs that show it.
#pragma once

#include <string>
#include <vector>

#include "context.h"
#include "core/account.h"
#include "presentation/dashboard_reader.h"

namespace klytics::app {

/// One row a day is written per range: a century is more than any shop has, and catches a mistyped year.
inline constexpr int kLongestRangeDays = 36525;

/// "2026-01-31". Throws Error(kUsage).
Date as_of_date(const std::string& text);
/// A predefined range by its name, or "2026-01-01,2026-01-31". Throws Error(kUsage) for anything else and for a range
/// of more than kLongestRangeDays.
NamedRange any_range(const std::string& text, Date today);

/// A request for every predefined range, then those of `custom` that are not there already. An empty `as_of` is the
/// real date in the account's time zone.
presentation::DashboardRequest dashboard_request(const Context& context, Account account, const std::string& as_of,
                                                 const std::vector<std::string>& custom);

}  // namespace klytics::app
