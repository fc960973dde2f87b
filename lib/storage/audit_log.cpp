#include "storage/audit_log.h"

namespace klytics::storage {

std::int64_t append_audit(Connection& connection, std::string_view action, const std::optional<std::string>& account_id,
                          std::string_view detail_json) {
  return connection.query("queries/audit/append", {action, account_id, detail_json}).integer(0, 0);
}

std::optional<std::int64_t> verify_audit(Connection& connection) {
  const Rows rows = connection.query("queries/audit/verify");
  if (rows.is_null(0, 0)) return std::nullopt;
  return rows.integer(0, 0);
}

}  // namespace klytics::storage
