// Which of the accounts in the database a command means.
#pragma once

#include <string_view>

#include "core/account.h"
#include "storage/connection.h"

namespace klytics::storage {

/// Finds an account by id or name among those that were synchronised; an empty `wanted` means the only one. Throws
/// Error(kInputMissing) when there is none at all, Error(kUsage) when the name is unknown or several would fit.
Account find_account(Connection& connection, std::string_view wanted);

}  // namespace klytics::storage
