#include "forecast/database.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "core/at_once.h"
#include "core/error.h"
#include "forecast/reconcile.h"
#include "forecast/record.h"
#include "forecast/rows.h"
#include "forecast/sources.h"
#include "storage/account.h"
#include "storage/migrator.h"

namespace klytics::app {
namespace {

void refuse_sums(const std::vector<ForecastJob>& jobs, const ForecastOptions& options) {
  if (!options.total && options.goal.empty()) return;
  for (const ForecastJob& job : jobs)
    if (job.nature == MetricNature::kLevel || job.nature == MetricNature::kRatio)
      throw Error(ErrorKind::kUsage,
                  fmt::format("{} is {}: its values do not add up", job.series.name,
                              job.nature == MetricNature::kLevel ? "a level" : "a ratio"),
                  "--total and --goal are for what is counted and for money");
}

/// Whether the registry has a place for what is asked.
bool is_recorded(const ForecastOptions& options) {
  return !options.no_record && !options.backtest && !options.components && options.what_if.empty();
}

/// Outcomes of all jobs: from the registry, or fitted on all cores and kept there.
std::vector<ForecastOutcome> forecast_all(Context& context, storage::Connection& connection, const Account& account,
                                          const ForecastOptions& options, const ForecastWork& work,
                                          const std::vector<ForecastJob>& jobs) {
  const bool recorded = is_recorded(options);
  ForecastRecord record(connection, account, options);
  std::vector<ForecastOutcome> outcomes(jobs.size());
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < jobs.size(); ++i)
    if (!recorded || !jobs[i].error.empty() || !record.reuse(jobs[i], work.plan(recorded), outcomes[i]))
      open.push_back(i);
  ForecastProgress progress(context, "forecasting", open.size());
  at_once(
      open.size(), [&](std::size_t i) { outcomes[open[i]] = work.run(jobs[open[i]], recorded); },
      [&](std::size_t done) { progress.show(done); });
  progress.clear();
  if (!recorded) return outcomes;
  for (const std::size_t i : open) {
    ForecastOutcome& outcome = outcomes[i];
    if (!outcome.error.empty() || outcome.defect) continue;
    record.keep(jobs[i], outcome, context.now());
    if (outcome.stage == "candidate")
      context.log.info(
          fmt::format("{}: version {} is a candidate, not in use: klytics forecast promote {} --interval {} "
                      "--version {}",
                      jobs[i].series.name, *outcome.version, jobs[i].series.name, options.interval, *outcome.version));
  }
  return outcomes;
}

/// Makes parts add up to their whole; errors at earlier times that this needs are found on all cores.
void reconcile_all(Context& context, const ForecastOptions& options, const ForecastWork& work,
                   const std::vector<ForecastJob>& jobs, std::vector<ForecastOutcome>& outcomes) {
  const auto method = options.parsed_reconciliation();
  if (!method) return;
  const auto families = find_families(jobs);
  if (options.backtest) {
    for (const auto& family : families) reconcile_backtests(family, outcomes, *method, jobs);
    return;
  }
  std::vector<std::size_t> unmeasured;
  for (const auto& family : families)
    for (const std::size_t i : family)
      if (needs_errors(*method, outcomes[i]) && std::ranges::find(unmeasured, i) == unmeasured.end())
        unmeasured.push_back(i);
  ForecastProgress progress(context, "reconciling", unmeasured.size());
  at_once(
      unmeasured.size(),
      [&](std::size_t i) {
        ForecastOutcome& outcome = outcomes[unmeasured[i]];
        try {
          work.measure(jobs[unmeasured[i]], is_recorded(options), outcome);
        } catch (...) {
          outcome.defect = std::current_exception();
        }
      },
      [&](std::size_t done) { progress.show(done); });
  progress.clear();
  for (const auto& family : families) reconcile(family, outcomes, *method, jobs);
}

/// Leaves what was asked for: more may have been forecast.
void cut(const ForecastOptions& options, std::vector<ForecastOutcome>& outcomes) {
  const auto steps = static_cast<std::size_t>(options.parsed_horizon());
  const std::size_t levels = options.parsed_levels().size();
  for (ForecastOutcome& outcome : outcomes) {
    cut_forecast(outcome.forecast, steps, levels);
    if (outcome.what_if) cut_forecast(*outcome.what_if, steps, levels);
  }
}

}  // namespace

void say_drift(Context& context, const std::vector<processing::LiveCheck>& checks) {
  for (const processing::LiveCheck& check : checks)
    if (check.drifted)
      context.log.warning(fmt::format(
          "{} by {}: version {} errs {:.1f} times as much as its backtest said, over {} "
          "times: it is only a candidate now",
          check.metric, to_string(check.interval), check.version, check.error / check.expected, check.points));
}

void ForecastProgress::show(std::size_t done) {
  const auto elapsed = std::chrono::floor<std::chrono::seconds>(context_.now() - start_);
  if (elapsed.count() < 1) return;
  const std::string count = all_ > 0 ? fmt::format("{} of {}", done, all_) : fmt::format("{}", done);
  context_.log.progress(fmt::format("{}: {} series done, {} s", work_, count, elapsed.count()));
}

void report(Context& context, std::span<const ForecastJob> jobs, std::span<const ForecastOutcome> outcomes,
            bool shows_notes, ForecastCount& count) {
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    const ForecastOutcome& outcome = outcomes[i];
    const std::string& name = jobs[i].series.name;
    if (outcome.defect) std::rethrow_exception(outcome.defect);
    ++count.done;
    if (!outcome.error.empty()) {
      ++count.failed;
      context.log.error(fmt::format("{}: {}", name, outcome.error));
      continue;
    }
    const std::vector<std::string> notes = all_notes(jobs[i], outcome);
    if (!notes.empty() && !shows_notes) context.log.info(fmt::format("{}: {}", name, fmt::join(notes, ", ")));
  }
}

ForecastCount forecast_metrics(Context& context, const ForecastOptions& options, const ForecastWork& work,
                               ForecastPrinter& printer) {
  storage::Connection connection = context.connect("forecast");
  storage::require_current(connection);
  const Account account = storage::find_account(connection, context.settings.account);
  if (is_recorded(options))
    say_drift(context,
              processing::check_forecasts(connection, account, CustomMetrics(context.settings.metrics), context.now()));
  ForecastProgress reading(context, "reading");
  std::vector<ForecastJob> jobs = read_metrics(connection, account, context.settings, options, context.now(),
                                               [&](std::size_t done) { reading.show(done); });
  reading.clear();
  refuse_sums(jobs, options);
  for (ForecastJob& job : jobs) work.complete(job);
  std::vector<ForecastOutcome> outcomes = forecast_all(context, connection, account, options, work, jobs);
  reconcile_all(context, options, work, jobs, outcomes);
  cut(options, outcomes);
  ForecastCount count;
  report(context, jobs, outcomes, printer.shows_notes(jobs.size(), true), count);
  printer.add(jobs, outcomes, true);
  return count;
}

}  // namespace klytics::app
