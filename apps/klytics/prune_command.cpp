#include "prune_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "storage/migrator.h"
#include "storage/retention.h"
#include "storage/run_ledger.h"

namespace klytics::app {
namespace {

using storage::Pruned;

storage::Retention retention_of(const Settings& settings) {
  return {parse_retention_period(settings.raw_retention).value(),
          parse_retention_period(settings.event_retention).value(),
          parse_retention_period(settings.fact_retention).value(),
          parse_retention_period(settings.prediction_retention).value()};
}

class PruneCommand : public Command {
 public:
  void add_options(CLI::App& app) override {
    app.add_flag("--dry-run", dry_run_, "Say what would be removed; change nothing");
  }

  int run(Context& context) override {
    storage::Connection connection = context.connect("prune");
    storage::require_current(connection);
    const std::vector<Pruned> report = dry_run_ ? pruned(context, connection) : recorded_run(context, connection);
    if (report.empty())
      context.summary() << "nothing to do: no period is set in [retention], so that everything is kept\n";
    for (const Pruned& kind : report) {
      print(context.summary(), kind);
      if (!kind.hindrance.empty()) context.log.warning(fmt::format("{} stay: {}", kind.kind, kind.hindrance));
    }
    return 0;
  }

 private:
  std::vector<Pruned> pruned(const Context& context, storage::Connection& connection) const {
    return storage::prune(connection, retention_of(context.settings), context.now(), dry_run_);
  }

  // The run stands in the ledger whatever its end.
  std::vector<Pruned> recorded_run(const Context& context, storage::Connection& connection) const {
    nlohmann::ordered_json settings;
    for (const EffectiveSetting& setting : effective_settings(context.settings)) settings[setting.key] = setting.value;
    storage::RunLedger ledger(connection, {.verb = "prune",
                                           .account_id = std::nullopt,
                                           .version = KLYTICS_VERSION,
                                           .host = {},
                                           .process_id = ::getpid(),
                                           .settings_json = settings.dump()});
    try {
      std::vector<Pruned> report = pruned(context, connection);
      ledger.finish(storage::Outcome::kDone, 0);
      return report;
    } catch (const Error& error) {
      ledger.finish(storage::Outcome::kFailed, exit_code(error.kind()), error.what());
      throw;
    }
  }

  void print(std::ostream& out, const Pruned& kind) const {
    if (kind.rows == 0) {
      out << fmt::format("{:<12} nothing is old enough\n", kind.kind);
      return;
    }
    out << fmt::format("{:<12} {} {} rows", kind.kind, dry_run_ ? "would remove" : "removed", kind.rows);
    if (kind.partitions > 0) out << fmt::format(" in {} whole months or chunks", kind.partitions);
    out << fmt::format(", from before {}", kind.before.value_or(""));
    if (!kind.kept.empty()) out << fmt::format("; kept of them {}", kind.kept);
    out << '\n';
  }

  bool dry_run_ = false;
};

}  // namespace

std::unique_ptr<Command> make_prune_command() { return std::make_unique<PruneCommand>(); }

}  // namespace klytics::app
