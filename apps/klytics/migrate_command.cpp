#include "migrate_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "storage/migrator.h"

namespace klytics::app {
namespace {

class MigrateCommand : public Command {
 public:
  void add_options(CLI::App& app) override {
    auto* status = app.add_flag("--status", status_, "Say what is applied and what is pending; change nothing");
    app.add_flag("--dry-run", dry_run_, "Say what would be done; change nothing")->excludes(status);
    app.add_option("--engine", engine_, "What keeps the large tables: auto, postgres, timescaledb or citus")
        ->type_name("ENGINE")
        ->excludes(status);
  }

  void validate() const override { storage::parse_engine(engine_); }

  int run(Context& context) override {
    storage::Connection connection = context.connect("migrate");
    if (status_) {
      print_status(context, storage::schema_status(connection));
    } else {
      const storage::MigrationReport report =
          storage::migrate(connection, dry_run_, sql::files(), storage::parse_engine(engine_));
      print_report(context, report);
      print_roles(context, report.roles);
      context.log.verbose(fmt::format("engine {}", storage::engine_name(storage::current_engine(connection))));
    }
    return 0;
  }

 private:
  static void print_status(Context& context, const storage::SchemaStatus& status) {
    for (const storage::MigrationStatus& migration : status.migrations)
      context.out << fmt::format("{:<40} {}\n", "migrations/" + migration.name,
                                 migration.applied_at ? "applied " + *migration.applied_at : "pending");
    for (const std::string& object : status.pending_objects) context.out << fmt::format("{:<40} pending\n", object);
    context.out << (status.current() ? "the schema is current\n" : "the schema is not current: run klytics migrate\n");
  }

  static void print_roles(Context& context, storage::Roles roles) {
    if (roles == storage::Roles::kGranted)
      context.summary() << "granted the roles klytics_writer and klytics_reader what they may do\n";
    if (roles == storage::Roles::kMissing)
      context.log.info(
          "there are no roles klytics_writer and klytics_reader, and this user may not create roles; an administrator "
          "can: create role klytics_writer nologin; create role klytics_reader nologin; then run klytics migrate "
          "again");
  }

  void print_report(Context& context, const storage::MigrationReport& report) const {
    if (report.empty()) {
      context.summary() << "nothing to do: the schema is current\n";
      return;
    }
    const char* done = dry_run_ ? "would apply" : "applied";
    for (const std::string& migration : report.migrations)
      context.summary() << fmt::format("{} migrations/{}\n", done, migration);
    for (const std::string& object : report.objects) context.summary() << fmt::format("{} {}\n", done, object);
    if (report.engine)
      context.summary() << fmt::format("{} the engine {}\n", done, storage::engine_name(*report.engine));
  }

  bool status_ = false;
  bool dry_run_ = false;
  std::string engine_ = "auto";
};

}  // namespace

std::unique_ptr<Command> make_migrate_command() { return std::make_unique<MigrateCommand>(); }

}  // namespace klytics::app
