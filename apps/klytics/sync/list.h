// klytics sync --list: what can be collected, as a table.
#pragma once

#include "presentation/render/result_table.h"
#include "sync/options.h"

namespace klytics::app {

/// One row per resource, in the order of collection. `chosen` is what a run with these options and settings collects.
/// Throws Error(kConfiguration) for an unknown resource in the settings.
presentation::ResultTable resource_list(const SyncOptions& options, const Settings& settings);

}  // namespace klytics::app
