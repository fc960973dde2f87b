#include "sync/follow.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "aggregate/aggregate_command.h"
#include "core/error.h"
#include "export/publish.h"
#include "failure_notice.h"
#include "sync/run.h"

namespace klytics::app {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// Events that come late are looked for as far back as the settings say once an hour; the polls in between look back as
// long as records take to show up at the worst.
constexpr hours kFullLookBackEvery{1};
constexpr hours kShortLookBack{1};
// An outage: polls are so far apart at the most, and after so many failures in a row somebody is told.
constexpr minutes kLongestWait{30};
constexpr int kFailuresUntilNotice = 3;

class Follower {
 public:
  Follower(Context& context, const SyncOptions& options, const FollowOptions& follow, const StopSignal& stop)
      : context_(context),
        options_(options),
        out_(follow.out.empty() ? context.settings.export_directory : follow.out),
        every_(parse_interval(follow.every).value()),
        stop_(stop),
        notice_(context.settings, "sync") {}

  int run() {
    if (out_.empty()) context_.log.info("no snapshot is exported: name a folder with --out or with [export] directory");
    while (!stop_.received()) {
      const Instant begin = context_.now();
      const bool reached = try_poll(begin);
      const seconds interval = reached ? every_ : back_off();
      const auto next = std::chrono::ceil<std::chrono::milliseconds>(begin + interval - context_.now());
      stop_.sleep(std::max<std::chrono::milliseconds>(next, seconds{1}));
    }
    context_.log.info("stopped; what was fetched is stored and the next run goes on from there");
    return stop_.exit_code();
  }

 private:
  // Whether everything was reached; false after a failure that may pass.
  bool try_poll(Instant begin) {
    try {
      poll(begin);
      failures_ = 0;
      return true;
    } catch (const Error& error) {
      if (stop_.received()) return true;
      if (error.kind() != ErrorKind::kTryLater && error.kind() != ErrorKind::kUnavailable) throw;
      ++failures_;
      context_.log.warning(fmt::format("{}; the next poll is in {} s", error.what(), back_off().count()));
      if (failures_ == kFailuresUntilNotice)
        notice_.send(context_.log, exit_code(error.kind()), error.what(), error.hint());
      context_.leave_private_server();
      return false;
    }
  }

  void poll(Instant begin) {
    const bool full_look_back = !looked_back_ || begin - *looked_back_ >= kFullLookBackEvery;
    const seconds configured = std::chrono::days{context_.settings.look_back_days};
    options_.look_back = full_look_back ? configured : std::min<seconds>(configured, kShortLookBack);
    std::string line = to_string(std::chrono::floor<seconds>(begin));
    const collection::SyncReport report =
        run_sync(context_, options_, stop_, [&](const collection::SyncReport& figures) { line += describe(figures); });
    if (!report.interrupted) {
      if (full_look_back) looked_back_ = begin;
      options_.since.clear();  // a backfill from a day is done once
      if (due_ || local_day() != built_day_) build(line);
    }
    context_.summary() << line << std::endl;
  }

  std::string describe(const collection::SyncReport& report) {
    collection::ResourceCounts sum;
    for (const collection::ResourceReport& resource : report.resources) {
      sum.fetched += resource.counts.fetched;
      sum.inserted += resource.counts.inserted;
      sum.updated += resource.counts.updated;
      sum.removed += resource.counts.removed;
      sum.requests += resource.counts.requests;
    }
    due_ = due_ || sum.inserted + sum.updated + sum.removed > 0;
    return fmt::format("  {} fetched, {} inserted, {} updated, {} removed, {} requests", sum.fetched, sum.inserted,
                       sum.updated, sum.removed, sum.requests);
  }

  // What a failure leaves undone stays due.
  void build(std::string& line) {
    due_ = true;
    const BuiltFacts built = build_facts(context_, false);
    zone_.emplace(built.account.timezone);
    line += fmt::format("; facts in {:.1f} s", built.seconds);
    if (!out_.empty()) {
      ExportOptions options;
      options.out = out_;
      line += "; " + publish_snapshot(context_, options).name;
    }
    built_day_ = local_day();
    due_ = false;
  }

  // nullopt until the account's zone is known.
  std::optional<Date> local_day() const {
    return zone_ ? std::optional(zone_->local_date(context_.now())) : std::nullopt;
  }

  seconds back_off() const {
    const seconds longest = std::max<seconds>(every_, kLongestWait);
    return std::min<seconds>(longest, every_ * (std::int64_t{1} << std::clamp(failures_, 0, 20)));
  }

  Context& context_;
  SyncOptions options_;
  std::string out_;
  seconds every_;
  const StopSignal& stop_;
  FailureNotice notice_;
  std::optional<Instant> looked_back_;
  std::optional<TimeZone> zone_;
  std::optional<Date> built_day_;  // local day of the last snapshot
  bool due_ = true;                // the first poll is followed by facts and snapshot whatever it brings
  int failures_ = 0;               // in a row
};

}  // namespace

void FollowOptions::validate() const {
  if (!parse_interval(every))
    throw Error(ErrorKind::kUsage, fmt::format("not a time from poll to poll: {}", every),
                "write it like 90s, 5m or 1h; at least 1s, at most 24h");
}

std::optional<seconds> parse_interval(std::string_view text) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  const std::string_view unit(rest, static_cast<std::size_t>(end - rest));
  const std::int64_t scale = unit.empty() || unit == "s" ? 1 : unit == "m" ? 60 : unit == "h" ? 3600 : 0;
  constexpr std::int64_t kDay = 86400;
  if (error != std::errc{} || scale == 0 || number < 1 || number > kDay || number * scale > kDay) return std::nullopt;
  return seconds{number * scale};
}

int follow_sync(Context& context, const SyncOptions& options, const FollowOptions& follow, const StopSignal& stop) {
  return Follower(context, options, follow, stop).run();
}

}  // namespace klytics::app
