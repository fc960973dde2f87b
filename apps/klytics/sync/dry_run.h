// klytics sync --dry-run: what a run would fetch, and how long that must take.
#pragma once

#include "context.h"
#include "presentation/render/result_table.h"
#include "stop_signal.h"
#include "sync/options.h"

namespace klytics::app {

/// One row per chosen resource and a last one, "total". Changes nothing in the database and takes no lock; asks the API
/// for the account, and for a few pages of what was never collected or is wanted from the beginning again. nullopt
/// after a signal.
std::optional<presentation::ResultTable> dry_run(Context& context, const SyncOptions& options, const StopSignal& stop);

}  // namespace klytics::app
