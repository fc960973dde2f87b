// klytics status --check: the consistency checks and their result.
#pragma once

#include "context.h"
#include "core/account.h"

namespace klytics::app {

/// Runs every check and prints a line for each, or one JSON object. Throws Error(kBadData) when one does not hold.
void report_checks(Context& context, storage::Connection& connection, const Account& account, bool json);

}  // namespace klytics::app
