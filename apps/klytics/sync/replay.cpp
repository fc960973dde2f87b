#include "sync/replay.h"

#include <fmt/format.h>

#include "collection/resources.h"
#include "core/error.h"
#include "privacy.h"
#include "storage/account.h"
#include "storage/migrator.h"
#include "storage/retention.h"
#include "storage/sync/page_replay.h"
#include "sync/record.h"

namespace klytics::app {

int replay_sync(Context& context, const StopSignal& stop, const storage::AccountLock::Pause& pause) {
  storage::Connection connection = context.connect("sync: replay");
  storage::require_current(connection);
  const Account account = storage::find_account(connection, context.settings.account);
  SyncRecord record(connection, context, account.id, pause);
  try {
    Privacy privacy(context.settings, connection, account.id);
    const std::vector<collection::Resource> resources =
        collection::all_resources({context.settings.predictive_analytics, context.settings.machine_open_property});
    const storage::ReplayReport report = storage::replay_pages(
        connection, account.id, record.run_id(), resources,
        [&privacy](const std::string& body) { return privacy.filter(body); }, [&stop] { return stop.received(); });
    if (report.interrupted) {
      record.interrupt(stop.exit_code());
      context.log.info("stopped; nothing was changed");
      return stop.exit_code();
    }
    if (const storage::Held held = storage::read_held(connection, account.id); !held.text().empty())
      context.log.info(fmt::format("only what is held was replayed: {}", held.text()));
    context.out << fmt::format("{:<22} {:>9} {:>9} {:>11}\n", "resource", "pages", "records", "quarantined");
    for (const storage::ReplayedResource& resource : report.resources)
      context.out << fmt::format("{:<22} {:>9} {:>9} {:>11}\n", resource.resource, resource.pages, resource.records,
                                 resource.quarantined);
    record.succeed();
    return 0;
  } catch (const Error& error) {
    record.fail(error);
    throw;
  }
}

}  // namespace klytics::app
