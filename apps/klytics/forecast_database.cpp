#include "forecast_database.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/error.h"
#include "forecast_rows.h"
#include "forecast_sources.h"
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

}  // namespace

void ForecastProgress::show(std::size_t done) {
  const auto elapsed = std::chrono::floor<std::chrono::seconds>(context_.now() - start_);
  if (elapsed.count() >= 1)
    context_.log.progress(fmt::format("forecasting: {} series done, {} s", done, elapsed.count()));
}

void report(Context& context, std::span<const ForecastJob> jobs, std::span<const ForecastOutcome> outcomes,
            ForecastCount& count) {
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
    if (!notes.empty()) context.log.info(fmt::format("{}: {}", name, fmt::join(notes, ", ")));
  }
}

ForecastCount forecast_metrics(Context& context, const ForecastOptions& options, const ForecastWork& work,
                               ForecastPrinter& printer) {
  storage::Connection connection = context.connect("forecast");
  storage::require_current(connection);
  const Account account = storage::find_account(connection, context.settings.account);
  std::vector<ForecastJob> jobs = read_metrics(connection, account, context.settings, options, context.now());
  refuse_sums(jobs, options);
  for (ForecastJob& job : jobs) work.complete(job);
  std::vector<ForecastOutcome> outcomes(jobs.size());
  ForecastProgress progress(context);
  in_parallel(
      jobs.size(), [&](std::size_t i) { outcomes[i] = work.run(jobs[i]); },
      [&](std::size_t done) { progress.show(done); });
  progress.clear();
  ForecastCount count;
  report(context, jobs, outcomes, count);
  printer.add(jobs, outcomes, true);
  return count;
}

}  // namespace klytics::app
