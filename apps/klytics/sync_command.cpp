#include "sync_command.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <random>
#include <thread>

#include "collection/account.h"
#include "collection/curl_client.h"
#include "collection/resources.h"
#include "collection/sync_engine.h"
#include "collection/url.h"
#include "core/error.h"
#include "stop_signal.h"
#include "storage/migrator.h"
#include "storage/report_budget.h"
#include "storage/sync_store.h"
#include "sync_record.h"
#include "sync_replay.h"
#include "sync_reports.h"

namespace klytics::app {
namespace {

using collection::Clock;
using collection::Fetcher;
using collection::ResourceReport;
using collection::SyncReport;
using collection::SyncSettings;

// A handful of broken records in a small run is no reason to fail it.
constexpr std::int64_t kFewQuarantined = 10;

std::vector<std::string> split_list(const std::string& text) {
  std::vector<std::string> items;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t comma = std::min(text.find(',', begin), text.size());
    if (comma > begin) items.push_back(text.substr(begin, comma - begin));
    begin = comma + 1;
  }
  return items;
}

std::string_view status_word(const ResourceReport& report, bool interrupted) {
  switch (report.status) {
    case ResourceReport::Status::kDone:
      return "done";
    case ResourceReport::Status::kSkipped:
      return "skipped";
    case ResourceReport::Status::kPostponed:
      return "postponed";
    case ResourceReport::Status::kWaiting:
    case ResourceReport::Status::kRunning:
      break;
  }
  return interrupted ? "interrupted" : "failed";
}

class SyncCommand : public Command {
 public:
  void add_options(CLI::App& app) override {
    app.add_option("--base-url", base_url_, "The API's base URL, instead of the configured one")->type_name("URL");
    auto* replay = app.add_flag("--replay", replay_, "Everything again from the stored responses, without the API");
    app.add_option("--since", since_, "Events from this local day on")->type_name("DATE")->excludes(replay);
    app.add_option("--only", only_, "Only these resources, separated by commas")->type_name("LIST")->excludes(replay);
    app.add_option("--also", also_, "These resources besides those collected by default")
        ->type_name("LIST")
        ->excludes(replay);
    app.add_option("--skip", skip_, "Not these resources")->type_name("LIST")->excludes(replay);
    app.add_flag("--full", full_, "Everything again, not only what is new")->excludes(replay);
    app.add_flag("--wait", wait_, "Wait while another sync of the account is running");
  }

  void validate() const override {
    if (!since_.empty() && !parse_date(since_))
      throw Error(ErrorKind::kUsage, fmt::format("not a date: {}", since_), "write it like 2026-01-31");
    collection::select_resources(collection::all_resources({}), options_choice());
  }

  int run(Context& context) override {
    if (replay_) {
      const StopSignal stop;
      return replay_sync(context, stop, [this, &stop] { return wait_ && pause_for_lock(stop); });
    }
    if (!base_url_.empty()) override_setting(context.settings, "klaviyo.base_url", base_url_, "--base-url");
    const std::unique_ptr<collection::HttpClient> http = make_client(context);
    const Clock clock{context.now, [] { return std::chrono::steady_clock::now(); }};
    SyncSettings settings = sync_settings(context);
    collection::Account account = collection::fetch_account(*http, clock, settings.fetch, settings.base_url);
    settings.plan.now = context.now();
    settings.plan.time_zone = account.time_zone;
    if (!since_.empty()) settings.plan.since = TimeZone(account.time_zone).start_of(*parse_date(since_));

    storage::Connection connection = context.connect("sync: writer");
    storage::require_current(connection);
    StopSignal stop;
    SyncRecord record(connection, context, account.id, [this, &stop] { return wait_ && pause_for_lock(stop); });
    settings.stopped = [&stop] { return stop.received(); };
    settings.progress = [&context](const std::vector<ResourceReport>& reports) { show_progress(context.log, reports); };
    storage::SyncStore store(connection, account.id, record.run_id(), [&](storage::Connection& session) {
      return report_facts(session, account.id, context.settings);
    });
    storage::Connection budget_connection = context.connect("sync: report quota");
    storage::StoredReportBudget budget(budget_connection, account.id, settings.fetch.quota_share);
    settings.fetch.report_budget = &budget;
    try {
      const SyncReport report = collection::synchronise(store, *http, clock, settings, std::move(account.page));
      return finish(context, record, report, settings.asked_for, stop);
    } catch (const Error& error) {
      record.fail(error);
      throw;
    }
  }

 private:
  static std::unique_ptr<collection::HttpClient> make_client(Context& context) {
    collection::CurlSettings curl;
    curl.base_url = collection::checked_base_url(context.settings.base_url);
    curl.api_key = context.api_key();
    curl.revision = context.settings.revision;
    curl.user_agent = "klytics/" KLYTICS_VERSION;
    return collection::make_curl_client(curl);
  }

  SyncSettings sync_settings(const Context& context) const {
    const Settings& from = context.settings;
    SyncSettings settings;
    settings.base_url = collection::checked_base_url(from.base_url);
    settings.resources = collection::select_resources(
        collection::all_resources({from.predictive_analytics, from.machine_open_property}), choice(from));
    settings.asked_for = names_asked_for();
    // Everything is stored under the account, so that it is always collected, and first.
    std::erase_if(settings.resources, [](const auto& resource) { return resource.name == "accounts"; });
    settings.resources.insert(settings.resources.begin(), collection::accounts_resource());
    settings.plan.look_back_days = from.look_back_days;
    settings.plan.full = full_;
    settings.fetch.quota_share = from.quota_share;
    settings.fetch.retry.retry_after_cap = std::chrono::seconds{from.retry_after_cap_seconds};
    settings.fetch.seed = std::random_device{}();
    // Plain http is this machine only: a simulator, which may have been told to have no limits.
    settings.fetch.unlimited_without_headers = settings.base_url.starts_with("http:");
    return settings;
  }

  collection::ResourceChoice options_choice() const {
    return {split_list(only_), split_list(also_), split_list(skip_)};
  }

  // An option replaces the setting of its name; --only also replaces the additions of the configuration.
  collection::ResourceChoice choice(const Settings& from) const {
    collection::ResourceChoice choice = options_choice();
    if (only_.empty() && also_.empty()) choice.also = from.also;
    if (only_.empty()) choice.only = from.only;
    if (skip_.empty()) choice.skip = from.skip;
    return choice;
  }

  // What the user named on the command line: a missing scope is an error there.
  std::vector<std::string> names_asked_for() const {
    collection::ResourceChoice named = options_choice();
    named.only.insert(named.only.end(), named.also.begin(), named.also.end());
    std::vector<std::string> names;
    if (named.only.empty()) return names;
    for (const collection::Resource& resource : collection::select_resources(collection::all_resources({}), named))
      names.push_back(resource.name);
    return names;
  }

  static bool pause_for_lock(const StopSignal& stop) {
    if (stop.received()) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds{200});
    return !stop.received();
  }

  static void show_progress(Log& log, const std::vector<ResourceReport>& reports) {
    std::string line;
    for (const ResourceReport& report : reports) {
      if (report.status != ResourceReport::Status::kRunning) continue;
      line += fmt::format("{}{} {}", line.empty() ? "" : ", ", report.resource, report.counts.fetched);
    }
    log.progress(line.substr(0, 78));
  }

  static int finish(Context& context, SyncRecord& record, const SyncReport& report,
                    const std::vector<std::string>& asked_for, const StopSignal& stop) {
    context.log.end_progress();
    std::int64_t fetched = 0, quarantined = 0;
    for (const ResourceReport& resource : report.resources) {
      fetched += resource.counts.fetched;
      quarantined += resource.counts.quarantined;
      if (!resource.warning.empty()) context.log.warning(resource.warning);
    }
    record.resources(report);
    print(context.summary(), report);
    if (report.interrupted) {
      record.interrupt(stop.exit_code());
      context.log.info("stopped; what was fetched is stored and the next run goes on from there");
      return stop.exit_code();
    }
    const double threshold = context.settings.quarantine_threshold;
    if (quarantined > kFewQuarantined && static_cast<double>(quarantined) > threshold * static_cast<double>(fetched))
      throw Error(ErrorKind::kBadData,
                  fmt::format("{} of {} records could not be stored, more than the threshold of {:.4g} %", quarantined,
                              fetched, threshold * 100),
                  "they are in the table quarantine with reason and raw text");
    if (quarantined > 0)
      context.log.warning(
          fmt::format("{} of {} records could not be stored: see the table quarantine", quarantined, fetched));
    refuse_postponed(report, asked_for);
    record.succeed(context.settings.account);
    return 0;
  }

  static void refuse_postponed(const SyncReport& report, const std::vector<std::string>& asked_for) {
    for (const ResourceReport& resource : report.resources)
      if (resource.try_again && std::ranges::find(asked_for, resource.resource) != asked_for.end())
        throw Error(ErrorKind::kTryLater, fmt::format("the day's reports are used up: {} is not complete",
                                                      resource.resource),
                    "try again at " + to_string(*resource.try_again));
  }

  static void print(std::ostream& out, const SyncReport& report) {
    out << fmt::format("{:<22} {:<11} {:>9} {:>9} {:>9} {:>9} {:>8} {:>11} {:>8} {:>8}\n", "resource", "status",
                       "fetched", "inserted", "updated", "unchanged", "removed", "quarantined", "requests", "seconds");
    for (const ResourceReport& resource : report.resources) {
      const collection::ResourceCounts& counts = resource.counts;
      out << fmt::format("{:<22} {:<11} {:>9} {:>9} {:>9} {:>9} {:>8} {:>11} {:>8} {:>8.1f}\n", resource.resource,
                         status_word(resource, report.interrupted), counts.fetched, counts.inserted, counts.updated,
                         counts.unchanged, counts.removed, counts.quarantined, counts.requests, resource.seconds);
    }
  }

  std::string base_url_;
  std::string since_;
  std::string only_;
  std::string also_;
  std::string skip_;
  bool full_ = false;
  bool replay_ = false;
  bool wait_ = false;
};

}  // namespace

std::unique_ptr<Command> make_sync_command() { return std::make_unique<SyncCommand>(); }

}  // namespace klytics::app
