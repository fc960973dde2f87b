#include "forecast/forecast_command.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>

#include "core/at_once.h"
#include "core/error.h"
#include "forecast/database.h"
#include "forecast/known.h"
#include "forecast/options.h"
#include "forecast/printer.h"
#include "forecast/sources.h"
#include "forecast/work.h"

namespace klytics::app {
namespace {

constexpr std::size_t kBatch = 256;  // series in memory at once: enough to keep every core busy

constexpr Verb kActions[] = {
    {"list", "The versions in the model registry", make_forecast_list},
    {"show", "One version: what it rests on, its errors before and since", make_forecast_show},
    {"promote", "Put a version to use", make_forecast_promote},
    {"retire", "Take a version out of use", make_forecast_retire},
};

class ForecastCommand : public Command {
 public:
  void add_options(CLI::App& app) override {
    app.require_subcommand(0, 1);
    for (const Verb& action : kActions) {
      CLI::App* subcommand = app.add_subcommand(std::string(action.name), std::string(action.summary));
      actions_.push_back(action.create());
      actions_.back()->add_options(*subcommand);
      subcommand->callback([this, chosen = actions_.back().get()] { chosen_ = chosen; });
    }
    options_.add_options(app);
  }

  void validate() const override {
    if (chosen_ != nullptr) return chosen_->validate();
    options_.validate();
  }

  int run(Context& context) override {
    if (chosen_ != nullptr) return chosen_->run(context);
    const KnownDays known(options_);
    const ForecastWork work(options_, known);
    ForecastPrinter printer(context.out, options_, terminal_of_stdout());
    const ForecastCount count =
        options_.from_file() ? run_file(context, work, printer) : forecast_metrics(context, options_, work, printer);
    printer.finish();
    return count.failed > 0 ? exit_code(ErrorKind::kBadData) : 0;
  }

 private:
  ForecastCount run_file(Context& context, const ForecastWork& work, ForecastPrinter& printer) const {
    FileSeries series(options_);
    ForecastCount count;
    ForecastProgress progress(context);
    for (bool more = true; more && context.out;) {  // until the reader goes away
      std::vector<ForecastJob> batch;
      ForecastJob job;
      while (batch.size() < kBatch && (more = series.next(job))) {
        work.complete(job);
        batch.push_back(std::move(job));
      }
      std::vector<ForecastOutcome> outcomes(batch.size());
      at_once(
          batch.size(), [&](std::size_t i) { outcomes[i] = work.run(batch[i]); },
          [&](std::size_t done) { progress.show(count.done + done); });
      progress.clear();
      const bool alone = !more && count.done == 0;
      report(context, batch, outcomes, printer.shows_notes(batch.size(), alone), count);
      printer.add(batch, outcomes, alone);
      context.out.flush();
    }
    if (count.done == 0)
      throw Error(ErrorKind::kBadData,
                  options_.file.input +
                      (options_.file.where.empty() ? ": no row below the header" : ": no row meets every --where"));
    return count;
  }

  ForecastOptions options_;
  std::vector<std::unique_ptr<Command>> actions_;
  Command* chosen_ = nullptr;  // nullptr: forecast
};

}  // namespace

std::unique_ptr<Command> make_forecast_command() { return std::make_unique<ForecastCommand>(); }

}  // namespace klytics::app
