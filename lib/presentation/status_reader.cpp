#include "presentation/status_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.h"
#include "storage/audit_log.h"
#include "storage/engine.h"
#include "storage/retention.h"

namespace klytics::presentation {
namespace {

using storage::Connection;
using storage::Rows;

std::optional<Instant> optional_instant(const Rows& rows, std::size_t row, std::size_t column) {
  if (rows.is_null(row, column)) return std::nullopt;
  const std::optional<Instant> instant = parse_instant(rows.text(row, column));
  if (!instant) throw Error(ErrorKind::kInternal, "the database returned a time that cannot be read");
  return instant;
}

Instant instant(const Rows& rows, std::size_t row, std::size_t column) {
  rows.text(row, column);  // refuses null
  return *optional_instant(rows, row, column);
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> items;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    items.emplace_back(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return items;
}

void read_facts(Connection& connection, Status& status) {
  // The same statement as the dashboard's: there is one answer to how far the data goes.
  const Rows freshness = connection.query("queries/export/freshness", {status.account.id});
  status.freshness.data_through = optional_instant(freshness, 0, 0);
  status.missing_resources = split(freshness.text(0, 1));
  const Rows facts = connection.query("queries/status/facts", {status.account.id});
  status.built_at = optional_instant(facts, 0, 0);
  status.dirty_days = facts.integer(0, 1);
  status.first_dirty_day = facts.optional_text(0, 2).value_or("");
  status.last_dirty_day = facts.optional_text(0, 3).value_or("");
  status.changed_events = facts.integer(0, 4);
}

void read_runs(Connection& connection, Status& status) {
  const Rows rows = connection.query("queries/status/last_runs", {status.account.id});
  for (std::size_t row = 0; row < rows.size(); ++row) {
    std::optional<std::int64_t> exit_code;
    if (!rows.is_null(row, 3)) exit_code = rows.integer(row, 3);
    status.runs.push_back({std::string(rows.text(row, 0)), rows.integer(row, 1), std::string(rows.text(row, 2)),
                           exit_code, instant(rows, row, 4), optional_instant(rows, row, 5),
                           rows.optional_text(row, 6)});
  }
}

void read_collection(Connection& connection, Status& status) {
  const Rows marks = connection.query("queries/status/watermarks", {status.account.id});
  for (std::size_t row = 0; row < marks.size(); ++row)
    status.watermarks.push_back({std::string(marks.text(row, 0)), marks.integer(row, 1),
                                 optional_instant(marks, row, 2), instant(marks, row, 3),
                                 optional_instant(marks, row, 4)});
  const Rows slices = connection.query("queries/status/open_slices", {status.account.id});
  for (std::size_t row = 0; row < slices.size(); ++row)
    status.slices.push_back({std::string(slices.text(row, 0)), slices.integer(row, 1), slices.integer(row, 2)});
  const Rows rejected = connection.query("queries/status/quarantine", {status.account.id});
  for (std::size_t row = 0; row < rejected.size(); ++row)
    status.quarantine.push_back({std::string(rejected.text(row, 0)), std::string(rejected.text(row, 1)),
                                 rejected.integer(row, 2), instant(rejected, row, 3)});
}

void read_report_quota(Connection& connection, Status& status, double quota_share) {
  const Rows rows = connection.query("queries/status/report_quota", {status.account.id, to_string(status.freshness.now),
                                                                     fmt::format("{}", quota_share)});
  status.reports = {rows.integer(0, 0), rows.integer(0, 1), rows.integer(0, 2), optional_instant(rows, 0, 3)};
}

void read_database(Connection& connection, Status& status) {
  status.held = storage::read_held(connection, status.account.id).text();
  status.engine = storage::engine_name(storage::current_engine(connection));
  status.audit_rows = connection.query("queries/audit/count").integer(0, 0);
  status.broken_audit_row = storage::verify_audit(connection);
  const Rows tables = connection.query("queries/status/table_sizes");
  for (std::size_t row = 0; row < tables.size(); ++row)
    status.tables.push_back({std::string(tables.text(row, 0)), tables.integer(row, 1), tables.integer(row, 2)});
}

}  // namespace

Status read_status(Connection& connection, const Account& account, Instant now, int max_age_hours, double quota_share) {
  Status status;
  status.account = account;
  status.freshness = {std::nullopt, now, max_age_hours};
  connection.transaction([&] {
    connection.query("queries/status/begin_snapshot");
    read_facts(connection, status);
    read_runs(connection, status);
    read_collection(connection, status);
    read_report_quota(connection, status, quota_share);
    read_database(connection, status);
  });
  return status;
}

}  // namespace klytics::presentation
