#include "aggregate_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "processing/aggregate.h"
#include "storage/account.h"
#include "storage/migrator.h"

namespace klytics::app {
namespace {

using processing::AggregateOptions;
using processing::AggregateSummary;

double seconds_between(Instant from, Instant to) { return std::chrono::duration<double>(to - from).count(); }

class AggregateCommand : public Command {
 public:
  void add_options(CLI::App& app) override {
    app.add_flag("--full", full_, "Rebuild everything, not only what changed");
  }

  int run(Context& context) override {
    storage::Connection connection = context.connect("aggregate");
    storage::require_current(connection);
    const Account account = storage::find_account(connection, context.settings.account);
    const Instant start = context.now();
    const AggregateSummary summary = processing::aggregate(connection, options_for(context, account.id, start));
    for (const std::string& warning : summary.warnings) context.log.warning(warning);
    report(context.out, account, summary, seconds_between(start, context.now()));
    return 0;
  }

 private:
  AggregateOptions options_for(const Context& context, const std::string& account_id, Instant start) const {
    const Settings& settings = context.settings;
    AggregateOptions options;
    options.account_id = account_id;
    options.full = full_;
    options.conversion_metric = settings.conversion_metric;
    options.attribution = settings.attribution;
    options.form_view_metrics = settings.form_view_metrics;
    options.form_submit_metrics = settings.form_submit_metrics;
    options.on_step = [&context, start](std::string_view step) {
      context.log.verbose(fmt::format("{:8.3f} s  {}", seconds_between(start, context.now()), step));
    };
    return options;
  }

  static void report(std::ostream& out, const Account& account, const AggregateSummary& summary, double seconds) {
    out << fmt::format("account       {} ({})\n", account.id, account.name);
    out << fmt::format("built         {}\n", summary.full ? "everything: " + summary.reason : "what changed");
    out << fmt::format("dirty days    {}\nseconds       {:.2f}\n\n", summary.dirty_days, seconds);
    out << fmt::format("{:<18}{:>12}{:>12}\n", "rows", "removed", "added");
    for (const processing::FactChange& fact : summary.facts)
      out << fmt::format("{:<18}{:>12}{:>12}\n", fact.table, fact.removed, fact.added);
  }

  bool full_ = false;
};

}  // namespace

std::unique_ptr<Command> make_aggregate_command() { return std::make_unique<AggregateCommand>(); }

}  // namespace klytics::app
