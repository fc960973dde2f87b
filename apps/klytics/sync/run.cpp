#include "sync/run.h"

#include <fmt/format.h>
#include <malloc.h>

#include <algorithm>

#include "api/client.h"
#include "collection/account.h"
#include "collection/http/filtered_client.h"
#include "core/error.h"
#include "privacy.h"
#include "storage/forget.h"
#include "storage/migrator.h"
#include "storage/sync/report_budget.h"
#include "storage/sync/sync_store.h"
#include "sync/record.h"
#include "sync/reports.h"

namespace klytics::app {
namespace {

using collection::ResourceReport;
using collection::SyncReport;
using collection::SyncSettings;

// A handful of broken records in a small run is no reason to fail it.
constexpr std::int64_t kFewQuarantined = 10;

// Pages are large and live shortly. Mapped one by one they go back to the system at once, where the allocator would
// keep its heap as large as it ever was.
void release_memory_early() {
#ifdef __GLIBC__
  constexpr int kMapped = 128 << 10;
  mallopt(M_MMAP_THRESHOLD, kMapped);
#endif
}

void show_times(Log& log, const SyncReport& report, const storage::SyncStore::Spent& spent) {
  log.verbose(
      fmt::format("seconds: {:.2f} parsing, {:.2f} storing, of these {:.2f} copying and {:.2f} merging; {:.2f} "
                  "compressing beside it",
                  report.parse_seconds, spent.total, spent.copy, spent.merge, spent.compress));
}

void show_progress(Log& log, const std::vector<ResourceReport>& reports) {
  std::string line;
  for (const ResourceReport& report : reports) {
    if (report.status != ResourceReport::Status::kRunning) continue;
    line += fmt::format("{}{} {}", line.empty() ? "" : ", ", report.resource, report.counts.fetched);
  }
  log.progress(line.substr(0, 78));
}

void check_quarantine(Log& log, const SyncReport& report, double threshold) {
  std::int64_t fetched = 0, quarantined = 0;
  for (const ResourceReport& resource : report.resources) {
    fetched += resource.counts.fetched;
    quarantined += resource.counts.quarantined;
  }
  if (quarantined > kFewQuarantined && static_cast<double>(quarantined) > threshold * static_cast<double>(fetched))
    throw Error(ErrorKind::kBadData,
                fmt::format("{} of {} records could not be stored, more than the threshold of {:.4g} %", quarantined,
                            fetched, threshold * 100),
                "they are in the table quarantine with reason and raw text");
  if (quarantined > 0)
    log.warning(fmt::format("{} of {} records could not be stored: see the table quarantine", quarantined, fetched));
}

// What was asked for by name and waits for another day's quota is a failure.
void refuse_postponed(const SyncReport& report, const std::vector<std::string>& asked_for) {
  for (const ResourceReport& resource : report.resources)
    if (resource.try_again && std::ranges::find(asked_for, resource.resource) != asked_for.end())
      throw Error(ErrorKind::kTryLater,
                  fmt::format("the day's reports are used up: {} is not complete", resource.resource),
                  "try again at " + to_string(*resource.try_again));
}

// A profile that bears the address of somebody forgotten: what it did came, or comes, under its id.
void forget_learnt(storage::Connection& connection, const std::string& account_id, const std::string& profile_id,
                   const Privacy& privacy) {
  collection::ForgottenPeople people(privacy.salt(), account_id, {}, privacy.machine_open_property());
  storage::forget(connection, {account_id, profile_id, "", "", false}, people, privacy.salt());
}

}  // namespace

storage::AccountLock::Pause lock_pause(const SyncOptions& options, const StopSignal& stop) {
  return [wait = options.wait, &stop] {
    if (!wait || stop.received()) return false;
    stop.sleep(std::chrono::milliseconds{200});
    return !stop.received();
  };
}

bool with_session(Context& context, const SyncOptions& options, const StopSignal& stop,
                  const std::function<void(SyncSession&)>& work) {
  release_memory_early();
  const std::unique_ptr<collection::HttpClient> http = make_api_client(context);
  const collection::Clock clock = api_clock(context);
  SyncSettings settings = sync_settings(options, context.settings);
  settings.stopped = [&stop] { return stop.received(); };
  collection::Account account =
      collection::fetch_account(*http, clock, settings.fetch, settings.base_url, settings.stopped);
  if (account.id.empty()) return false;
  settings.plan.now = context.now();
  settings.plan.time_zone = account.time_zone;
  set_days(settings.plan, options, context.settings, TimeZone(account.time_zone));

  storage::Connection connection = context.connect("sync: writer");
  storage::require_current(connection);
  SyncRecord record(connection, context, account.id, lock_pause(options, stop));
  settings.progress = [&context](const std::vector<ResourceReport>& reports) { show_progress(context.log, reports); };
  storage::SyncStore store(connection, account.id, record.run_id(), [&](storage::Connection& session) {
    return report_facts(session, account.id, context.settings);
  });
  storage::Connection budget_connection = context.connect("sync: report quota");
  storage::StoredReportBudget budget(budget_connection, account.id, settings.fetch.quota_share);
  settings.fetch.report_budget = &budget;
  std::optional<Privacy> privacy;
  collection::FilteredClient filtered(*http, [&privacy](const std::string& body) { return privacy->filter(body); });
  SyncSession session{context, stop, filtered, clock, settings, account, connection, store, record};
  try {
    privacy.emplace(context.settings, connection, account.id);
    work(session);
    for (const std::string& id : privacy->people().learnt()) forget_learnt(connection, account.id, id, *privacy);
    return true;
  } catch (const Error& error) {
    record.fail(error);
    throw;
  }
}

SyncReport run_sync(Context& context, const SyncOptions& options, const StopSignal& stop,
                    const std::function<void(const SyncReport&)>& report) {
  SyncReport result;
  result.interrupted = !with_session(context, options, stop, [&](SyncSession& run) {
    result = collection::synchronise(run.store, run.http, run.clock, run.settings, std::move(run.account.page));
    context.log.end_progress();
    show_times(context.log, result, run.store.spent());
    for (const ResourceReport& resource : result.resources)
      if (!resource.warning.empty()) context.log.warning(resource.warning);
    run.record.resources(result);
    report(result);
    if (result.interrupted) return run.record.interrupt(stop.exit_code());
    check_quarantine(context.log, result, context.settings.quarantine_threshold);
    refuse_postponed(result, run.settings.asked_for);
    run.record.succeed(context.settings.account);
  }) || result.interrupted;
  return result;
}

}  // namespace klytics::app
