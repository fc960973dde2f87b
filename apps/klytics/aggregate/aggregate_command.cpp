#include "aggregate/aggregate_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "aggregate/attribution_comparison.h"
#include "core/error.h"
#include "forecast/database.h"
#include "presentation/dashboard_reader.h"
#include "processing/aggregate.h"
#include "storage/account.h"
#include "storage/audit_log.h"
#include "storage/migrator.h"
#include "storage/run_ledger.h"

namespace klytics::app {
namespace {

using processing::AggregateOptions;
using processing::AggregateSummary;

double seconds_between(Instant from, Instant to) { return std::chrono::duration<double>(to - from).count(); }

AggregateOptions options_for(const Context& context, const std::string& account_id, bool full, Instant start) {
  const Settings& settings = context.settings;
  AggregateOptions options;
  options.account_id = account_id;
  options.full = full;
  options.conversion_metric = settings.conversion_metric;
  options.attribution = settings.attribution;
  options.form_view_metrics = settings.form_view_metrics;
  options.form_submit_metrics = settings.form_submit_metrics;
  options.product_metrics = settings.product_metrics;
  options.rates = settings.currency_rates;
  options.on_step = [&context, start](std::string_view step) {
    context.log.verbose(fmt::format("{:8.3f} s  {}", seconds_between(start, context.now()), step));
  };
  return options;
}

// The run stands in the ledger whatever its end; the audit log names it.
AggregateSummary recorded_run(const Context& context, storage::Connection& connection,
                              const AggregateOptions& options) {
  nlohmann::ordered_json settings;
  for (const EffectiveSetting& setting : effective_settings(context.settings)) settings[setting.key] = setting.value;
  storage::RunLedger ledger(connection, {.verb = "aggregate",
                                         .account_id = options.account_id,
                                         .version = KLYTICS_VERSION,
                                         .host = {},
                                         .process_id = ::getpid(),
                                         .settings_json = settings.dump()});
  try {
    AggregateSummary summary = processing::aggregate(connection, options);
    // Here, so that `klytics explain`, which may only read, finds every object of the facts numbered.
    presentation::number_objects(connection, options.account_id);
    const nlohmann::ordered_json detail = {{"run", ledger.run_id()}, {"full", summary.full}};
    storage::append_audit(connection, "aggregate", options.account_id, detail.dump());
    ledger.finish(storage::Outcome::kDone, 0);
    return summary;
  } catch (const Error& error) {
    ledger.finish(storage::Outcome::kFailed, exit_code(error.kind()), error.what());
    const nlohmann::ordered_json detail = {{"run", ledger.run_id()}, {"exit_code", exit_code(error.kind())}};
    storage::append_audit(connection, "aggregate", options.account_id, detail.dump());
    throw;
  }
}

class AggregateCommand : public Command {
 public:
  void add_options(CLI::App& app) override {
    app.add_flag("--full", full_, "Rebuild everything, not only what changed");
    app.add_option("--attribution", attribution_,
                   "The model that counts: native, session or both in the order of the configuration; compare prints "
                   "what each says")
        ->type_name("MODEL");
  }

  void validate() const override {
    for (const std::string_view model : {"", "native", "session", "both", "compare"})
      if (attribution_ == model) return;
    throw Error(ErrorKind::kUsage, fmt::format("unknown attribution model: {}", attribution_),
                "native, session, both or compare");
  }

  int run(Context& context) override {
    if (attribution_ == "native" || attribution_ == "session")
      override_setting(context.settings, "facts.attribution", attribution_, "--attribution");
    if (attribution_ == "both" && context.settings.attribution.size() < 2)
      override_setting(context.settings, "facts.attribution", "native,session", "--attribution");
    const BuiltFacts built = build_facts(context, full_);
    report(context.summary(), built);
    if (attribution_ == "compare") {
      storage::Connection connection = context.connect("aggregate");
      context.summary() << '\n';
      compare_attribution(connection, built.account, context.out);
    }
    return 0;
  }

 private:
  static void report(std::ostream& out, const BuiltFacts& built) {
    const AggregateSummary& summary = built.summary;
    out << fmt::format("account       {} ({})\n", built.account.id, built.account.name);
    out << fmt::format("built         {}\n", summary.full ? "everything: " + summary.reason : "what changed");
    if (summary.held.facts_built_from)
      out << fmt::format("built from    {}: facts of days before stay as they are, their events were pruned\n",
                         *summary.held.facts_built_from);
    out << fmt::format("dirty days    {}\nseconds       {:.2f}\n\n", summary.dirty_days, built.seconds);
    out << fmt::format("{:<20}{:>12}{:>12}\n", "rows", "removed", "added");
    for (const processing::FactChange& fact : summary.facts)
      out << fmt::format("{:<20}{:>12}{:>12}\n", fact.table, fact.removed, fact.added);
  }

  bool full_ = false;
  std::string attribution_;
};

}  // namespace

std::unique_ptr<Command> make_aggregate_command() { return std::make_unique<AggregateCommand>(); }

BuiltFacts build_facts(Context& context, bool full) {
  storage::Connection connection = context.connect("aggregate");
  storage::require_current(connection);
  BuiltFacts built{storage::find_account(connection, context.settings.account), {}, 0};
  const Instant start = context.now();
  built.summary = recorded_run(context, connection, options_for(context, built.account.id, full, start));
  for (const std::string& warning : built.summary.warnings) context.log.warning(warning);
  say_drift(context, processing::check_forecasts(connection, built.account, CustomMetrics(context.settings.metrics),
                                                 context.now()));
  built.seconds = seconds_between(start, context.now());
  return built;
}

}  // namespace klytics::app
