// `sync --verify`: what is stored held against the vendor's own numbers.
#pragma once

#include <optional>
#include <string>

#include "context.h"
#include "core/time.h"
#include "stop_signal.h"
#include "sync/options.h"
#include "sync/run.h"

namespace klytics::app {

struct VerifyOptions {
  std::string what;                 // counts or report; empty: no verification
  std::optional<double> tolerance;  // of report, in percent

  void add_options(CLI::App& app);
  /// Throws Error(kUsage).
  void validate() const;
};

/// Verifies in a run of its own. Returns false when it was stopped. Throws Error(kBadData) when a difference remains.
bool verify_sync(Context& context, const SyncOptions& options, const VerifyOptions& verify, const StopSignal& stop);

/// The whole local days that are compared: those of --since and --until, else the last 30; never one that is not over
/// for an hour, since the vendor's counts lag, nor one that was not collected completely. Throws Error(kInputMissing)
/// when none is left.
DateRange verified_days(const SyncSession& run);

/// Compares daily counts and sums of every metric with the vendor's aggregates, fetches the events of the days that
/// differ again, compares once more and prints what differed. As verify_sync().
bool verify_counts(const SyncSession& run);

/// Compares the revenue of campaigns and flows in the facts with the vendor's reports, by the day on which the message
/// was sent, and prints both. `tolerance` is a share of the larger one. As verify_sync().
bool verify_reports(const SyncSession& run, double tolerance);

}  // namespace klytics::app
