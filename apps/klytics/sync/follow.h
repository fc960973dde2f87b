// klytics sync --follow: polls until it is stopped, and keeps facts and snapshot up to date.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "context.h"
#include "stop_signal.h"
#include "sync/options.h"

namespace klytics::app {

struct FollowOptions {
  std::string every = "5m";
  std::string out;  // folder of the snapshot; '' for that of the settings

  /// Throws Error(kUsage) for a time that is none.
  void validate() const;
};

/// "90s", "5m", "1h", or a number of seconds: from a second to a day. nullopt for anything else.
std::optional<std::chrono::seconds> parse_interval(std::string_view text);

/// Each poll is a synchronisation with a run and the lock of its own; nothing is held in between. What a poll brought
/// is aggregated, and exported where a folder is known; so it is once at the beginning and when the local day changes.
/// A failure that may pass (kTryLater, kUnavailable) is a warning, and the next poll waits longer; others are thrown.
/// Returns 130 or 143 after a signal.
int follow_sync(Context& context, const SyncOptions& options, const FollowOptions& follow, const StopSignal& stop);

}  // namespace klytics::app
