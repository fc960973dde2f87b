#include "sync/reset.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "collection/resources.h"
#include "storage/account.h"
#include "storage/audit_log.h"
#include "storage/migrator.h"
#include "storage/sync/sync_positions.h"
#include "sync/options.h"

namespace klytics::app {

std::vector<std::string> resources_to_reset(const std::string& list) {
  std::vector<std::string> known;
  for (const collection::Resource& resource : collection::all_resources({})) known.push_back(resource.name);
  return collection::checked_names(split_list(list), known);
}

int reset_sync(Context& context, const std::vector<std::string>& resources, const storage::AccountLock::Pause& pause) {
  storage::Connection connection = context.connect("sync: reset");
  storage::require_current(connection);
  const Account account = storage::find_account(connection, context.settings.account);
  const storage::AccountLock lock(connection, "sync", account.id, pause);
  std::vector<storage::ForgottenPositions> forgotten;
  connection.transaction([&] {
    nlohmann::ordered_json detail = nlohmann::ordered_json::array();
    for (const std::string& resource : resources) {
      forgotten.push_back(storage::forget_positions(connection, account.id, resource));
      detail.push_back(
          {{"resource", resource}, {"watermarks", forgotten.back().watermarks}, {"slices", forgotten.back().slices}});
    }
    storage::append_audit(connection, "sync --reset", account.id, detail.dump());
  });
  std::ostream& out = context.summary();
  out << fmt::format("{:<22} {:>10} {:>8}\n", "forgotten", "watermarks", "slices");
  for (std::size_t i = 0; i < resources.size(); ++i)
    out << fmt::format("{:<22} {:>10} {:>8}\n", resources[i], forgotten[i].watermarks, forgotten[i].slices);
  context.log.info("the next sync collects them from the beginning; what is stored stays until then");
  return 0;
}

}  // namespace klytics::app
