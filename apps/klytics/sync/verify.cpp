#include "sync/verify.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "collection/resources.h"
#include "core/error.h"

namespace klytics::app {
namespace {

using std::chrono::days;

constexpr days kDefaultDays{30};
constexpr std::chrono::hours kLag{1};    // the vendor's counts follow its listing by seconds; clocks differ too
constexpr double kTolerancePercent = 1;  // orders at the edges of a window

}  // namespace

void VerifyOptions::add_options(CLI::App& app) {
  app.add_flag("--verify{counts}", what,
               "Compare with the vendor's daily counts and fetch again what differs; =report: compare revenue");
  app.add_option("--tolerance", tolerance, "With --verify=report: what may differ")->type_name("PERCENT");
}

void VerifyOptions::validate() const {
  if (!what.empty() && what != "counts" && what != "report")
    throw Error(ErrorKind::kUsage, fmt::format("--verify knows counts and report, not {}", what));
  if (tolerance && what != "report") throw Error(ErrorKind::kUsage, "--tolerance requires --verify=report");
  if (tolerance && !(*tolerance >= 0 && *tolerance <= 100))
    throw Error(ErrorKind::kUsage, "--tolerance must be 0 to 100");
}

bool verify_sync(Context& context, const SyncOptions& options, const VerifyOptions& verify, const StopSignal& stop) {
  bool done = false;
  with_session(context, options, stop, [&](SyncSession& run) {
    // The list of metrics is brought up to date first: there may be one of which nothing is stored yet.
    collection::SyncSettings listing = run.settings;
    listing.resources = {collection::accounts_resource(), collection::metrics_resource()};
    listing.asked_for = {"metrics"};
    const collection::SyncReport listed =
        collection::synchronise(run.store, run.http, run.clock, listing, std::move(run.account.page));
    context.log.end_progress();
    run.record.resources(listed);
    done = !listed.interrupted &&
           (verify.what == "report" ? verify_reports(run, verify.tolerance.value_or(kTolerancePercent) / 100)
                                    : verify_counts(run));
    if (done) return run.record.succeed(context.settings.account);
    run.record.interrupt(stop.exit_code());
    context.log.info("stopped; what was fetched is stored");
  });
  return done;
}

DateRange verified_days(const SyncSession& run) {
  const collection::PlanOptions& plan = run.settings.plan;
  const TimeZone zone(plan.time_zone);
  std::optional<collection::Watermark> events;
  for (collection::Watermark& watermark : run.store.watermarks())
    if (watermark.resource == "events") events = std::move(watermark);
  if (!events)
    throw Error(ErrorKind::kInputMissing, "the events were never collected completely", "run `klytics sync` first");
  Date last = zone.local_date(std::min(events->complete_to, plan.now - kLag)) - days{1};
  if (plan.until) last = std::min(last, zone.local_date(*plan.until) - days{1});
  Date first = plan.since ? zone.local_date(*plan.since) : last - kDefaultDays + days{1};
  if (events->complete_from) {
    const Date day = zone.local_date(*events->complete_from);
    first = std::max(first, zone.start_of(day) == *events->complete_from ? day : day + days{1});
  }
  if (first > last)
    throw Error(ErrorKind::kInputMissing, "no whole day that was collected is in the range to verify",
                "run `klytics sync` first, or name other days");
  return {first, last};
}

}  // namespace klytics::app
