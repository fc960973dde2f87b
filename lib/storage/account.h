// Which of the accounts in the database a command means.
#pragma once

#include <string_view>

#include "core/account.h"
#include "storage/postgres/connection.h"

namespace klytics::storage {

/// Finds an account by its label, id or name among those that were synchronised; an empty `wanted` means the only one.
/// Throws Error(kInputMissing) when there is none at all, Error(kUsage) when the name is unknown or several would fit.
Account find_account(Connection& connection, std::string_view wanted);

/// Remembers the NAME of [accounts.NAME] as the label of an account that is stored.
void label_account(Connection& connection, std::string_view account_id, std::string_view label);

}  // namespace klytics::storage
