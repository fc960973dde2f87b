#include "export_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "core/date_range.h"
#include "core/error.h"
#include "presentation/dashboard_reader.h"
#include "presentation/publish/release_folder.h"
#include "presentation/render/json_writer.h"
#include "presentation/render/snapshot.h"
#include "storage/account.h"
#include "storage/migrator.h"

namespace klytics::app {
namespace {

using presentation::Dashboard;
using presentation::DashboardRequest;
using presentation::ReleaseFolder;
using presentation::Snapshot;

// One row a day is written per range: a century is more than any shop has, and catches a mistyped year.
constexpr int kLongestRangeDays = 36525;

NamedRange custom_range(const std::string& text) {
  const std::optional<NamedRange> range = parse_range(text);
  if (!range)
    throw Error(ErrorKind::kUsage, fmt::format("not a range: {}", text),
                "write it as 2026-01-01,2026-01-31: first day, last day");
  if (range->range.days() > kLongestRangeDays)
    throw Error(ErrorKind::kUsage, fmt::format("the range {} has more than {} days", text, kLongestRangeDays));
  return *range;
}

Date as_of_date(const std::string& text) {
  const std::optional<Date> date = parse_date(text);
  if (!date) throw Error(ErrorKind::kUsage, fmt::format("not a date: {}", text), "write it as 2026-01-31");
  return *date;
}

DashboardRequest make_request(const Context& context, const ExportOptions& options, Account account) {
  DashboardRequest request;
  request.now = std::chrono::floor<std::chrono::seconds>(context.now());
  request.as_of =
      options.as_of.empty() ? TimeZone(account.timezone).local_date(request.now) : as_of_date(options.as_of);
  request.account = std::move(account);
  request.max_age_hours = context.settings.max_age_hours;
  request.attribution = context.settings.attribution;
  for (const std::string_view name : kPresetRanges)
    request.ranges.push_back({std::string(name), preset_range(name, request.as_of).value()});
  for (const std::string& text : options.ranges) {
    NamedRange range = custom_range(text);
    if (std::find(request.ranges.begin(), request.ranges.end(), range) == request.ranges.end())
      request.ranges.push_back(std::move(range));
  }
  return request;
}

std::string audit_detail(const Dashboard& dashboard, const Snapshot& snapshot, const std::string& release) {
  presentation::JsonWriter json;
  json.begin_object();
  json.key("release").text(release);
  json.key("asOf").text(to_string(dashboard.as_of));
  json.key("files").number(static_cast<std::int64_t>(snapshot.files.size()));
  json.key("contentHash").text(snapshot.content_hash);
  json.end_object();
  return json.take();
}

void warn(Log& log, const Dashboard& dashboard) {
  if (dashboard.coverage.unbuilt_days > 0)
    log.warning(fmt::format("{} days of metrics changed since facts were built: run klytics aggregate",
                            dashboard.coverage.unbuilt_days));
  if (!dashboard.freshness.data_through)
    log.warning("the snapshot is stale: no data was collected yet");
  else if (dashboard.freshness.is_stale())
    log.warning(
        fmt::format("the snapshot is stale: data reaches only to {}", to_string(*dashboard.freshness.data_through)));
}

class ExportCommand : public Command {
 public:
  void add_options(CLI::App& app) override {
    app.add_option("--out", options_.out, "Folder to publish into (default: [export] directory)")->type_name("DIR");
    app.add_option("--as-of", options_.as_of,
                   "Today, for the ranges (default: the real one in the account's time zone)")
        ->type_name("DATE");
    app.add_option("--range", options_.ranges, "Also write the range from A to B, both included; may be repeated")
        ->type_name("A,B")
        ->allow_extra_args(false);
    app.add_option("--keep", options_.keep, "Old releases to keep beside the current one")
        ->type_name("N")
        ->capture_default_str();
  }

  void validate() const override {
    if (options_.keep < 0) throw Error(ErrorKind::kUsage, fmt::format("cannot keep {} releases", options_.keep));
    if (!options_.as_of.empty()) as_of_date(options_.as_of);
    for (const std::string& range : options_.ranges) custom_range(range);
  }

  int run(Context& context) override {
    const PublishedSnapshot published = publish_snapshot(context, options_);
    context.summary() << fmt::format(
        "release       {}\nfiles         {}\nbytes         {}\nas of         {}\ndata through  {}\n",
        published.release.string(), published.files, published.bytes, to_string(published.as_of),
        published.data_through ? to_string(*published.data_through) : "nothing collected");
    return 0;
  }

 private:
  ExportOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_export_command() { return std::make_unique<ExportCommand>(); }

PublishedSnapshot publish_snapshot(Context& context, const ExportOptions& options) {
  const std::string out = options.out.empty() ? context.settings.export_directory : options.out;
  if (out.empty())
    throw Error(ErrorKind::kUsage, "no folder to export into", "name one with --out or with [export] directory");
  storage::Connection connection = context.connect("export");
  storage::require_current(connection);
  const DashboardRequest request =
      make_request(context, options, storage::find_account(connection, context.settings.account));
  ReleaseFolder folder(out);
  const Dashboard dashboard = presentation::read_dashboard(connection, request);
  const Snapshot snapshot = presentation::render_snapshot(dashboard, KLYTICS_VERSION);
  const std::string release = folder.stage(snapshot, request.now);
  // The audit row commits only when the switch has succeeded.
  connection.transaction([&] {
    connection.query("queries/export/audit", {request.account.id, audit_detail(dashboard, snapshot, release)});
    folder.make_current(release);
  });
  folder.prune(options.keep);
  warn(context.log, dashboard);
  PublishedSnapshot published{folder.path() / "releases" / release, snapshot.files.size(), 0, dashboard.as_of,
                              dashboard.freshness.data_through};
  for (const presentation::Document& file : snapshot.files) published.bytes += file.body.size();
  return published;
}

}  // namespace klytics::app
