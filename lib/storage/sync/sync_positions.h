// How far an account's resources are complete, as it is kept between runs.
#pragma once

#include <cstdint>
#include <string_view>

#include "storage/postgres/connection.h"

namespace klytics::storage {

/// What forget_positions() took away.
struct ForgottenPositions {
  std::int64_t watermarks = 0;  // one a partition
  std::int64_t slices = 0;      // of an unfinished run
};

/// Forgets watermarks and slices of a resource, and what an unfinished listing has seen, so that it is collected from
/// the beginning. Records and tombstones stay. Within the caller's transaction, and under the account's lock.
ForgottenPositions forget_positions(Connection& connection, std::string_view account_id, std::string_view resource);

}  // namespace klytics::storage
