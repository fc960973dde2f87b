#include "storage/migrator.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/sha256.h"

namespace klytics::storage {
namespace {

constexpr std::string_view kMigrations = "migrations/";
constexpr std::string_view kFunctions = "functions/";
constexpr std::string_view kViews = "views/";
constexpr std::string_view kBiViews = "views/bi/";  // have a schema of their own

struct Migration {
  int version = 0;
  std::string name;
  std::string_view text;
  std::string checksum;
};

struct Object {
  std::string_view text;
  std::string checksum;
};
using Objects = std::map<std::string, Object>;  // by name: functions before views

// What this binary wants the database to be.
struct Schema {
  std::vector<Migration> migrations;
  Objects objects;
};

// What the database says it is.
struct Applied {
  struct Migration {
    std::string name, checksum, applied_at;
  };
  std::map<int, Migration> migrations;
  std::map<std::string, std::string> objects;  // name -> checksum
};

Schema schema_of(std::span<const sql::File> files) {
  Schema schema;
  for (const sql::File& file : files) {
    if (file.name.starts_with(kFunctions) || file.name.starts_with(kViews)) {
      schema.objects[std::string(file.name)] = {file.text, sha256_hex(file.text)};
    } else if (file.name.starts_with(kMigrations)) {
      const std::string_view name = file.name.substr(kMigrations.size());
      int version = 0;
      const auto [end, problem] = std::from_chars(name.data(), name.data() + name.size(), version);
      if (problem != std::errc{} || version <= 0 || end != name.data() + 4 || name[4] != '_')
        throw Error(ErrorKind::kInternal, fmt::format("the migration {} is not named NNNN_name", name));
      schema.migrations.push_back({version, std::string(name), file.text, sha256_hex(file.text)});
    }
  }
  std::sort(schema.migrations.begin(), schema.migrations.end(),
            [](const Migration& a, const Migration& b) { return a.version < b.version; });
  const auto twice = std::adjacent_find(schema.migrations.begin(), schema.migrations.end(),
                                        [](const Migration& a, const Migration& b) { return a.version == b.version; });
  if (twice != schema.migrations.end())
    throw Error(ErrorKind::kInternal, fmt::format("two migrations have the number {}", twice->version));
  return schema;
}

Applied applied_to(Connection& connection) {
  Applied applied;
  if (!connection.query("queries/migrate/has_bookkeeping").boolean(0, 0)) return applied;
  const Rows migrations = connection.query("queries/migrate/applied_migrations");
  for (std::size_t row = 0; row < migrations.size(); ++row)
    applied.migrations[static_cast<int>(migrations.integer(row, 0))] = {std::string(migrations.text(row, 1)),
                                                                        std::string(migrations.text(row, 2)),
                                                                        std::string(migrations.text(row, 3))};
  const Rows objects = connection.query("queries/migrate/applied_objects");
  for (std::size_t row = 0; row < objects.size(); ++row)
    applied.objects.emplace(objects.text(row, 0), objects.text(row, 1));
  return applied;
}

void check_history(const Schema& schema, const Applied& applied) {
  for (const auto& [version, done] : applied.migrations) {
    const auto known = std::find_if(schema.migrations.begin(), schema.migrations.end(),
                                    [&](const Migration& migration) { return migration.version == version; });
    if (known == schema.migrations.end())
      throw Error(ErrorKind::kConfiguration,
                  fmt::format("the database is newer than this klytics: it has the migration {}", done.name),
                  "install the klytics that migrated it, or a later one");
    if (known->checksum != done.checksum)
      throw Error(ErrorKind::kBadData,
                  fmt::format("the migration {} was applied with another text than this klytics has", done.name),
                  "use the klytics that applied it; an applied migration must never be edited");
  }
}

SchemaStatus compare(const Schema& schema, const Applied& applied) {
  SchemaStatus status;
  for (const Migration& migration : schema.migrations) {
    const auto done = applied.migrations.find(migration.version);
    status.migrations.push_back({migration.version, migration.name, std::nullopt});
    if (done != applied.migrations.end()) status.migrations.back().applied_at = done->second.applied_at;
  }
  for (const auto& [name, object] : schema.objects) {
    const auto done = applied.objects.find(name);
    if (done == applied.objects.end() || done->second != object.checksum) status.pending_objects.push_back(name);
  }
  for (const auto& [name, checksum] : applied.objects)
    if (!schema.objects.contains(name)) status.pending_objects.push_back(name);
  std::sort(status.pending_objects.begin(), status.pending_objects.end());
  return status;
}

MigrationReport to_do(const SchemaStatus& status) {
  MigrationReport report;
  for (const MigrationStatus& migration : status.migrations)
    if (!migration.applied_at) report.migrations.push_back(migration.name);
  report.objects = status.pending_objects;
  return report;
}

std::string json_array(const std::vector<std::string>& names) { return nlohmann::json(names).dump(); }

// "functions/append_audit" -> "append_audit", for the names that lie in `folder`.
std::string names_in(std::string_view folder, const std::vector<std::string>& names) {
  std::vector<std::string> result;
  for (const std::string& name : names)
    if (name.starts_with(folder)) result.push_back(name.substr(folder.size()));
  return json_array(result);
}

void apply(Connection& connection, const Migration& migration) {
  try {
    connection.transaction([&] {
      connection.execute(migration.text);
      connection.query("queries/migrate/record_migration", {migration.version, migration.name, migration.checksum});
    });
  } catch (const Error& e) {
    throw Error(e.kind(), fmt::format("migration {} failed and was rolled back: {}", migration.name, e.what()),
                e.hint());
  }
}

void create_object(Connection& connection, const std::string& name, std::string_view text) {
  const bool is_bi = name.starts_with(kBiViews);
  try {
    if (is_bi) connection.query("queries/migrate/enter_bi");
    connection.execute(text);
    if (is_bi) connection.query("queries/migrate/leave_bi");
  } catch (const Error& e) {
    throw Error(e.kind(), fmt::format("cannot create {}: {}", name, e.what()), e.hint());
  }
}

// "granted", "due" or "missing"; a schema without the function has no roles to grant.
std::string roles_state(Connection& connection, const Objects& objects) {
  if (!objects.contains("functions/grant_roles")) return "granted";
  return std::string(connection.query("queries/migrate/roles_state").text(0, 0));
}

// Creates `report.objects` in a transaction, grants the roles what is new, and writes the audit row. With `drop_first`,
// functions lose their old shape and all views are dropped before, and every view is created again. A change of engine
// comes in between.
void create_objects(Connection& connection, const Objects& objects, const Applied& applied,
                    const MigrationReport& report, bool drop_first, std::optional<Engine> engine = std::nullopt) {
  connection.transaction([&] {
    connection.query("queries/migrate/defer_body_checks");
    std::vector<std::string> names = report.objects;
    if (drop_first) {
      std::vector<std::string> recorded;
      for (const auto& [name, checksum] : applied.objects) recorded.push_back(name);
      for (const auto& [name, object] : objects)
        if (name.starts_with(kViews) && std::find(names.begin(), names.end(), name) == names.end())
          names.push_back(name);
      std::sort(names.begin(), names.end());
      const Rows drops = connection.query("queries/migrate/drop_statements",
                                          {names_in(kViews, recorded), names_in(kFunctions, report.objects)});
      for (std::size_t row = 0; row < drops.size(); ++row) connection.execute(drops.text(row, 0));
    }
    if (engine) use_engine(connection, *engine);
    for (const std::string& name : names) {
      const auto object = objects.find(name);
      if (object == objects.end()) {
        connection.query("queries/migrate/forget_object", {name});
        continue;
      }
      create_object(connection, name, object->second.text);
      connection.query("queries/migrate/record_object", {name, object->second.checksum});
    }
    if (connection.query("queries/migrate/has_overloads", {names_in(kFunctions, names)}).boolean(0, 0))
      throw Error(ErrorKind::kInternal, "a function exists in two shapes");
    const bool grants = roles_state(connection, objects) == "due";
    if (grants) connection.query("queries/migrate/grant_roles");
    connection.query("queries/migrate/audit",
                     {json_array(report.objects),
                      report.engine ? std::optional(std::string(engine_name(*report.engine))) : std::nullopt,
                      grants ? std::optional<std::string>("t") : std::nullopt});
  });
}

// Replacing in place keeps the grants that others gave on views, so dropping comes second.
void replace_objects(Connection& connection, const Objects& objects, const Applied& applied,
                     const MigrationReport& report) {
  const bool removes = std::any_of(report.objects.begin(), report.objects.end(),
                                   [&](const std::string& name) { return !objects.contains(name); });
  if (!removes) {
    try {
      return create_objects(connection, objects, applied, report, false);
    } catch (const Error& e) {
      if (e.kind() != ErrorKind::kInternal) throw;
    }
  }
  create_objects(connection, objects, applied, report, true);
}

class MigrationLock {
 public:
  explicit MigrationLock(Connection& connection) : connection_(connection) {
    connection_.query("queries/migrate/take_lock");
  }
  ~MigrationLock() {
    try {
      connection_.query("queries/migrate/release_lock");
    } catch (const Error&) {
      // A lost session has given its lock back already.
    }
  }
  MigrationLock(const MigrationLock&) = delete;
  MigrationLock& operator=(const MigrationLock&) = delete;

 private:
  Connection& connection_;
};

// The engine that the tables have to be moved to; nullopt when they may stay. A new database's are PostgreSQL's at
// first.
std::optional<Engine> engine_to_change(Connection& connection, std::optional<Engine> wanted, bool is_new) {
  if (!wanted) return std::nullopt;
  const Engine now = is_new ? Engine::kPostgres : current_engine(connection);
  return *wanted == now ? std::nullopt : wanted;
}

}  // namespace

bool SchemaStatus::current() const { return to_do(*this).empty(); }

SchemaStatus schema_status(Connection& connection, std::span<const sql::File> files) {
  const Schema schema = schema_of(files);
  const Applied applied = applied_to(connection);
  check_history(schema, applied);
  return compare(schema, applied);
}

MigrationReport migrate(Connection& connection, bool dry_run, std::span<const sql::File> files,
                        std::optional<Engine> engine) {
  const bool is_new = !connection.query("queries/migrate/has_bookkeeping").boolean(0, 0);
  if (engine)
    require_engine(connection, *engine);
  else if (is_new)
    engine = choose_engine(connection);
  if (dry_run) {
    MigrationReport report = to_do(schema_status(connection, files));
    report.engine = engine_to_change(connection, engine, is_new);
    return report;
  }
  const MigrationLock lock(connection);
  const Schema schema = schema_of(files);
  const Applied applied = applied_to(connection);
  check_history(schema, applied);
  MigrationReport report = to_do(compare(schema, applied));
  if (!report.empty()) {
    connection.query("queries/migrate/create_bookkeeping");
    for (const Migration& migration : schema.migrations)
      if (!applied.migrations.contains(migration.version)) apply(connection, migration);
    replace_objects(connection, schema.objects, applied, report);
  }
  report.engine = engine_to_change(connection, engine, false);
  const Engine kept = report.engine.value_or(current_engine(connection));
  if (report.engine || (kept != Engine::kPostgres && !report.migrations.empty())) {
    MigrationReport change;
    change.engine = report.engine;
    create_objects(connection, schema.objects, applied_to(connection), change, true, kept);
  }
  const std::string roles = roles_state(connection, schema.objects);
  if (roles == "due") create_objects(connection, schema.objects, applied_to(connection), {}, false);
  report.roles = roles == "missing" ? Roles::kMissing : roles == "due" ? Roles::kGranted : Roles::kCurrent;
  return report;
}

void require_current(Connection& connection, std::span<const sql::File> files) {
  if (!schema_status(connection, files).current())
    throw Error(ErrorKind::kConfiguration, "the database schema is not current", "klytics migrate");
}

}  // namespace klytics::storage
