#include "export/export_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <optional>

#include "core/error.h"
#include "export/dashboard_request.h"
#include "export/publish.h"
#include "export/report.h"
#include "export/tables.h"
#include "presentation/publish/object_store.h"
#include "presentation/tables/table_writer.h"

namespace klytics::app {
namespace {

class ExportCommand : public Command {
 public:
  void add_options(CLI::App& app) override {
    app.add_option("--out", publish_.out, "A folder, or s3://bucket/prefix (default: [export] directory)")
        ->type_name("DIR");
    app.add_option("--as-of", publish_.as_of,
                   "Today, for the ranges (default: the real one in the account's time zone)")
        ->type_name("DATE");
    app.add_option("--range", publish_.ranges, "Also write the range from A to B, both included; may be repeated")
        ->type_name("A,B")
        ->allow_extra_args(false);
    app.add_option("--keep", keep_, "Old releases to keep beside the current one")
        ->type_name("N")
        ->default_str(std::to_string(publish_.keep));
    app.add_option("--max-age", max_age_, "Older data than this many hours is stale (default: [export] max_age_hours)")
        ->type_name("HOURS");
    CLI::Option* tables =
        app.add_option("--tables", tables_, "Instead of snapshots, write every fact and result: csv, ndjson or xlsx")
            ->type_name("FORMAT");
    CLI::Option* report =
        app.add_option("--report", report_,
                       "Instead of snapshots, write one page to look at, of the first --range or last-90-days")
            ->type_name("FILE")
            ->excludes(tables);
    CLI::Option* check =
        app.add_option("--check", check_, "Only check what is published in DIR against its manifest and the contract")
            ->type_name("DIR")
            ->excludes(tables)
            ->excludes(report);
    app.add_flag("--rollback", rollback_, "Only make the last release with other numbers the current one")
        ->excludes(check)
        ->excludes(tables)
        ->excludes(report);
  }

  void validate() const override {
    if (keep_ && *keep_ < 0) throw Error(ErrorKind::kUsage, fmt::format("cannot keep {} releases", *keep_));
    if (!publish_.as_of.empty()) as_of_date(publish_.as_of);
    for (const std::string& range : publish_.ranges) any_range(range, Date{});
    const bool on_store = presentation::parse_store_address(publish_.out).has_value();
    if (on_store && (keep_ || rollback_))
      throw Error(ErrorKind::kUsage, "object storage keeps no older releases", "use the versions of the bucket itself");
    if (tables_.empty()) return;
    presentation::parse_table_format(tables_);
    // Not into the place that a web server shows by configuration: tables have people's ids in them.
    if (publish_.out.empty() || on_store)
      throw Error(ErrorKind::kUsage, "--tables needs a folder of its own", "name one with --out");
  }

  int run(Context& context) override {
    if (!check_.empty()) return check(context, check_);
    if (!tables_.empty()) return write_tables(context, {tables_, publish_.out, publish_.as_of, publish_.ranges});
    if (!max_age_.empty()) override_setting(context.settings, "export.max_age_hours", max_age_, "--max-age");
    if (!report_.empty())
      return write_report(context, {report_, publish_.as_of, publish_.ranges.empty() ? "" : publish_.ranges.front()});
    if (publish_.out.empty()) publish_.out = context.settings.export_directory;
    if (publish_.out.empty())
      throw Error(ErrorKind::kUsage, "no folder to export into", "name one with --out or with [export] directory");
    if (keep_) publish_.keep = *keep_;
    return rollback_ ? roll_back(context, publish_.out) : publish(context, publish_);
  }

 private:
  ExportOptions publish_;
  std::optional<int> keep_;
  std::string max_age_;
  std::string check_;
  std::string tables_, report_;
  bool rollback_ = false;
};

}  // namespace

std::unique_ptr<Command> make_export_command() { return std::make_unique<ExportCommand>(); }

}  // namespace klytics::app
