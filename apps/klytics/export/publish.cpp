#include "export/publish.h"

#include <fmt/format.h>

#include "core/error.h"
#include "export/dashboard_request.h"
#include "presentation/publish/object_release.h"
#include "presentation/publish/release_folder.h"
#include "presentation/publish/tree_check.h"
#include "presentation/render/json_writer.h"
#include "presentation/render/snapshot.h"
#include "storage/account.h"
#include "storage/migrator.h"
#include "store_access.h"

namespace klytics::app {
namespace {

using presentation::Dashboard;
using presentation::ReleaseFolder;
using presentation::Snapshot;

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

PublishedSnapshot published(std::string place, std::string name, const Dashboard& dashboard, const Snapshot& snapshot,
                            std::size_t unchanged) {
  PublishedSnapshot result{std::move(place),
                           std::move(name),
                           snapshot.files.size(),
                           unchanged,
                           0,
                           dashboard.as_of,
                           dashboard.freshness.data_through};
  for (const presentation::Document& file : snapshot.files) result.bytes += file.body.size();
  return result;
}

PublishedSnapshot publish_to_store(Context& context, storage::Connection& connection,
                                   const presentation::DashboardRequest& request,
                                   const presentation::StoreAddress& address) {
  presentation::ObjectStore store = open_store(context, address);
  // Two exports into one place would mix their files; the lock ends with the session.
  if (!connection.query("queries/export/lock_target", {address.text()}).boolean(0, 0))
    throw Error(ErrorKind::kTryLater, fmt::format("another export is writing into {}", address.text()),
                "wait until it has finished");
  const Dashboard dashboard = presentation::read_dashboard(connection, request);
  const Snapshot snapshot = presentation::render_snapshot(dashboard, KLYTICS_VERSION);
  // The audit row commits only when the manifest is written.
  const presentation::ObjectRelease release =
      presentation::publish_to(store, snapshot, context.settings.s3_gzip, [&](const auto& write_manifest) {
        connection.transaction([&] {
          connection.query("queries/export/audit",
                           {request.account.id, audit_detail(dashboard, snapshot, address.text())});
          write_manifest();
        });
      });
  warn(context.log, dashboard);
  return published(address.text(), address.text(), dashboard, snapshot, release.unchanged);
}

}  // namespace

PublishedSnapshot publish_snapshot(Context& context, const ExportOptions& options) {
  const std::string out = options.out.empty() ? context.settings.export_directory : options.out;
  if (out.empty())
    throw Error(ErrorKind::kUsage, "no folder to export into", "name one with --out or with [export] directory");
  storage::Connection connection = context.connect("export");
  storage::require_current(connection);
  presentation::DashboardRequest request = dashboard_request(
      context, storage::find_account(connection, context.settings.account), options.as_of, options.ranges);
  request.metrics = true;
  if (const auto address = presentation::parse_store_address(out))
    return publish_to_store(context, connection, request, *address);
  ReleaseFolder folder(out);
  const Dashboard dashboard = presentation::read_dashboard(connection, request);
  const Snapshot snapshot = presentation::render_snapshot(dashboard, KLYTICS_VERSION);
  const presentation::StagedRelease staged = folder.stage(snapshot, request.now);
  // The audit row commits only when the switch has succeeded.
  connection.transaction([&] {
    connection.query("queries/export/audit", {request.account.id, audit_detail(dashboard, snapshot, staged.name)});
    folder.make_current(staged.name);
  });
  folder.prune(options.keep);
  warn(context.log, dashboard);
  return published((folder.path() / "releases" / staged.name).string(), staged.name, dashboard, snapshot,
                   staged.unchanged);
}

int publish(Context& context, const ExportOptions& options) {
  const PublishedSnapshot published = publish_snapshot(context, options);
  context.summary() << fmt::format(
      "release       {}\nfiles         {}\nunchanged     {}\nbytes         {}\nas of         {}\ndata through  {}\n",
      published.place, published.files, published.unchanged, published.bytes, to_string(published.as_of),
      published.data_through ? to_string(*published.data_through) : "nothing collected");
  return 0;
}

int roll_back(Context& context, const std::string& out) {
  if (presentation::parse_store_address(out))
    throw Error(ErrorKind::kUsage, "object storage keeps no older releases", "use the versions of the bucket itself");
  ReleaseFolder folder(out);
  const std::string release = folder.previous_release();
  if (release.empty())
    throw Error(ErrorKind::kInputMissing, fmt::format("{} has no older release with other numbers", out),
                "releases are kept as --keep said when they were published");
  const std::filesystem::path tree = folder.path() / "releases" / release;
  if (const auto checked = presentation::check_tree(presentation::tree_in(tree)); !checked.problems.empty())
    throw Error(ErrorKind::kBadData, fmt::format("the release {} is damaged: {}", release, checked.problems.front()),
                "the current release was left; see klytics export --check " + tree.string());
  folder.switch_to(release);
  context.summary() << fmt::format("release       {}\n", tree.string());
  return 0;
}

int check(Context& context, const std::string& place) {
  presentation::TreeCheck result;
  if (const auto address = presentation::parse_store_address(place)) {
    presentation::ObjectStore store = open_store(context, *address);
    result = presentation::check_tree(presentation::tree_in(store));
  } else {
    result = presentation::check_tree(presentation::tree_in(std::filesystem::path(place)));
  }
  for (const std::string& problem : result.problems) context.out << problem << '\n';
  if (!result.problems.empty())
    throw Error(ErrorKind::kBadData,
                fmt::format("{} breaks {} of the rules for a published tree", result.place, result.problems.size()));
  context.summary() << fmt::format("{}: {} files, all as the manifest and the contract say\n", result.place,
                                   result.files);
  return 0;
}

}  // namespace klytics::app
