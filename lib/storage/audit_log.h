// The append-only, hash-chained record of who changed what.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "storage/postgres/connection.h"

namespace klytics::storage {

/// Appends one row; inside a transaction it should be the last statement, because writers wait for each other until it
/// ends. `detail_json` is JSON text without secrets. Returns the row's audit_id.
std::int64_t append_audit(Connection& connection, std::string_view action, const std::optional<std::string>& account_id,
                          std::string_view detail_json);

/// The audit_id of the first row that does not fit the chain, nullopt when it holds. One pass over the table.
std::optional<std::int64_t> verify_audit(Connection& connection);

}  // namespace klytics::storage
