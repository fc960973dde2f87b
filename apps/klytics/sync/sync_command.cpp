#include "sync/sync_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "core/error.h"
#include "result_output.h"
#include "stop_signal.h"
#include "sync/dry_run.h"
#include "sync/follow.h"
#include "sync/list.h"
#include "sync/options.h"
#include "sync/replay.h"
#include "sync/reset.h"
#include "sync/run.h"
#include "sync/verify.h"

namespace klytics::app {
namespace {

using collection::ResourceReport;
using collection::SyncReport;

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

void print(std::ostream& out, const SyncReport& report) {
  out << fmt::format("{:<22} {:<11} {:>9} {:>9} {:>9} {:>9} {:>8} {:>11} {:>8} {:>8}\n", "resource", "status",
                     "fetched", "inserted", "updated", "unchanged", "removed", "quarantined", "requests", "seconds");
  for (const ResourceReport& resource : report.resources) {
    const collection::ResourceCounts& counts = resource.counts;
    out << fmt::format("{:<22} {:<11} {:>9} {:>9} {:>9} {:>9} {:>8} {:>11} {:>8} {:>8.1f}\n", resource.resource,
                       status_word(resource, report.interrupted), counts.fetched, counts.inserted, counts.updated,
                       counts.unchanged, counts.removed, counts.quarantined, counts.requests, resource.seconds);
  }
}

// Options that make a run another kind of run, and what means nothing to it. Not told to CLI11, which would print them
// all beside each option of the help.
struct Exclusion {
  const char* mode;
  std::vector<const char*> others;
};

void check_combination(const CLI::App& app) {
  static const std::vector<Exclusion> kExclusions = {
      {"--replay",
       {"--since", "--until", "--only", "--also", "--skip", "--full", "--follow", "--dry-run", "--list", "--reset"}},
      {"--verify", {"--replay", "--only", "--also", "--skip", "--full", "--follow", "--dry-run", "--list", "--reset"}},
      {"--reset", {"--since", "--until", "--only", "--also", "--skip", "--full", "--follow", "--dry-run", "--list"}},
      {"--list", {"--since", "--until", "--full", "--follow", "--dry-run"}},
      {"--follow", {"--until", "--full", "--dry-run"}}};
  const char* const kHint = "see klytics sync --help";
  for (const Exclusion& exclusion : kExclusions)
    for (const char* other : exclusion.others)
      if (app.count(exclusion.mode) > 0 && app.count(other) > 0)
        throw Error(ErrorKind::kUsage, fmt::format("{} excludes {}", exclusion.mode, other), kHint);
  for (const char* option : {"--every", "--out"})
    if (app.count(option) > 0 && app.count("--follow") == 0)
      throw Error(ErrorKind::kUsage, fmt::format("{} requires --follow", option), kHint);
  if (app.count("--format") > 0 && app.count("--list") + app.count("--dry-run") == 0)
    throw Error(ErrorKind::kUsage, "--format requires --list or --dry-run", kHint);
}

class SyncCommand : public Command {
 public:
  void add_options(CLI::App& app) override {
    options_.add_options(app);
    app.add_flag("--follow", follow_, "Go on until stopped; facts and snapshot follow what comes");
    app.add_option("--every", follow_options_.every, "With --follow: so long from poll to poll, such as 90s, 5m or 1h")
        ->type_name("TIME")
        ->capture_default_str();
    app.add_option("--out", follow_options_.out, "With --follow: folder to publish into (default: [export] directory)")
        ->type_name("DIR");
    app.add_flag("--dry-run", dry_run_, "Say what would be fetched and how long it must take");
    app.add_flag("--list", list_, "Say what can be collected, and what is chosen; collect nothing");
    app.add_option("--reset", reset_, "Forget how far these resources are complete; collect nothing")
        ->type_name("LIST");
    app.add_flag("--replay", replay_, "Everything again from the stored responses, without the API");
    verify_.add_options(app);
    output_.add_options(app);
    app.callback([&app] { check_combination(app); });
  }

  void validate() const override {
    options_.validate();
    output_.parsed();
    if (!reset_.empty()) resources_to_reset(reset_);
    follow_options_.validate();
    verify_.validate();
  }

  int run(Context& context) override {
    if (!options_.base_url.empty())
      override_setting(context.settings, "klaviyo.base_url", options_.base_url, "--base-url");
    if (list_) {
      output_.print(context.out, resource_list(options_, context.settings));
      return 0;
    }
    const StopSignal stop;
    try {
      return collect(context, stop);
    } catch (const Error& error) {
      // Stopped while it waited for another run.
      if (error.kind() == ErrorKind::kTryLater && stop.received()) return stop.exit_code();
      throw;
    }
  }

 private:
  int collect(Context& context, const StopSignal& stop) {
    if (!reset_.empty()) return reset_sync(context, resources_to_reset(reset_), lock_pause(options_, stop));
    if (replay_) return replay_sync(context, stop, lock_pause(options_, stop));
    if (dry_run_) {
      const std::optional<presentation::ResultTable> table = dry_run(context, options_, stop);
      if (table) output_.print(context.out, *table);
      return stop.exit_code();
    }
    if (!verify_.what.empty()) return verify_sync(context, options_, verify_, stop) ? 0 : stop.exit_code();
    if (follow_) return follow_sync(context, options_, follow_options_, stop);
    const SyncReport report =
        run_sync(context, options_, stop, [&](const SyncReport& figures) { print(context.summary(), figures); });
    if (report.interrupted) context.log.info("stopped; what was fetched is stored and the next run goes on from there");
    return report.interrupted ? stop.exit_code() : 0;
  }

  SyncOptions options_;
  FollowOptions follow_options_;
  VerifyOptions verify_;
  ResultOutput output_;
  std::string reset_;
  bool list_ = false;
  bool dry_run_ = false;
  bool replay_ = false;
  bool follow_ = false;
};

}  // namespace

std::unique_ptr<Command> make_sync_command() { return std::make_unique<SyncCommand>(); }

}  // namespace klytics::app
