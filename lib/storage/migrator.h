// Brings a database to the schema that this binary knows: numbered migrations once, functions and views when changed.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "embedded_sql.h"
#include "storage/engine.h"
#include "storage/postgres/connection.h"

namespace klytics::storage {

struct MigrationStatus {
  int version = 0;
  std::string name;                       // "0001_accounts_and_runs"
  std::optional<std::string> applied_at;  // UTC, as PostgreSQL prints it; nullopt: pending
};

/// How a database compares with this binary.
struct SchemaStatus {
  std::vector<MigrationStatus> migrations;   // all that this binary has, by version
  std::vector<std::string> pending_objects;  // "functions/...", "views/...": new, changed or to be removed; by name

  bool current() const;
};

/// What migrate() did, or would do.
// The roles klytics_writer and klytics_reader.
enum class Roles {
  kCurrent,  // may do what they are meant to
  kGranted,  // were given it by a migrate that had nothing else to do
  kMissing,  // are not there, and this user may not create them
};

struct MigrationReport {
  std::vector<std::string> migrations;  // by version
  std::vector<std::string> objects;     // by name
  std::optional<Engine> engine;         // that the tables were moved to
  Roles roles = Roles::kCurrent;

  bool empty() const { return migrations.empty() && objects.empty() && !engine && roles != Roles::kGranted; }
};

// All of them take the files as an argument for tests; names are "migrations/NNNN_name", "functions/...", "views/...",
// others are ignored.

/// Reads only. Throws Error(kBadData) when an applied migration's text has changed since, Error(kConfiguration) when
/// the database has a migration that this binary does not know.
SchemaStatus schema_status(Connection& connection, std::span<const sql::File> files = sql::files());

/// Applies what is pending: each migration in a transaction of its own, then all functions and views in one, and writes
/// an audit row. With `dry_run` it changes nothing and reports what it would do. One session at a time migrates a
/// database: a second one waits and then finds nothing to do. When a migration fails, those before it stay applied.
/// `engine` is what is to keep the large tables; nullopt leaves those of a database as they are and chooses for a new
/// one. Throws Error(kConfiguration) when that engine cannot be had.
MigrationReport migrate(Connection& connection, bool dry_run, std::span<const sql::File> files = sql::files(),
                        std::optional<Engine> engine = std::nullopt);

/// Throws Error(kConfiguration) with a hint when migrate() would find something to do.
void require_current(Connection& connection, std::span<const sql::File> files = sql::files());

}  // namespace klytics::storage
