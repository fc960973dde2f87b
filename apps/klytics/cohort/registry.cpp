#include "cohort/registry.h"

#include <fmt/format.h>

#include "core/sha256.h"
#include "storage/account.h"

namespace klytics::app {

void record_model(Context& context, const FittedModel& model) {
  storage::Connection connection = context.connect("cohort");
  const Account account = storage::find_account(connection, context.settings.account);
  const TimeZone zone(account.timezone);
  const storage::Rows rows =
      connection.query("queries/cohort/register_model", {account.id, model.metric, model.interval, model.kind,
                                                         model.parameters, to_string(zone.start_of(model.first)),
                                                         to_string(zone.start_of(model.last + std::chrono::days{1})),
                                                         sha256_hex(model.data), KLYTICS_VERSION, model.measures});
  context.log.verbose(fmt::format("recorded version {} of {} in the model registry", rows.text(0, 0), model.metric));
}

}  // namespace klytics::app
