// klytics aggregate --attribution compare: both models side by side.
#pragma once

#include <ostream>

#include "core/account.h"
#include "storage/postgres/connection.h"

namespace klytics::app {

/// Prints how many orders and how much revenue each model gives to campaigns and flows, and where they agree.
void compare_attribution(storage::Connection& connection, const Account& account, std::ostream& out);

}  // namespace klytics::app
