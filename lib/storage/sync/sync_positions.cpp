#include "storage/sync/sync_positions.h"

namespace klytics::storage {

ForgottenPositions forget_positions(Connection& connection, std::string_view account_id, std::string_view resource) {
  const Rows watermarks = connection.query("queries/sync/delete_watermarks", {account_id, resource});
  const Rows slices = connection.query("queries/sync/delete_slices", {account_id, resource, std::nullopt});
  connection.query("queries/sync/delete_seen", {account_id, resource, std::nullopt});
  return {static_cast<std::int64_t>(watermarks.affected()), static_cast<std::int64_t>(slices.affected())};
}

}  // namespace klytics::storage
