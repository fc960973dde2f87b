// klytics export: publishes the dashboard's snapshot into a folder.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "command.h"
#include "core/time.h"

namespace klytics::app {

std::unique_ptr<Command> make_export_command();

struct ExportOptions {
  std::string out;    // folder; '' for that of the settings
  std::string as_of;  // local day, or '' for today
  std::vector<std::string> ranges;
  int keep = 3;
};

struct PublishedSnapshot {
  std::filesystem::path release;
  std::size_t files = 0;
  std::size_t bytes = 0;
  Date as_of;
  std::optional<Instant> data_through;
};

/// What the verb does: reads the facts, writes a release, makes it the current one and removes old ones; warns when the
/// data is stale. Throws Error(kUsage) when no folder is named anywhere.
PublishedSnapshot publish_snapshot(Context& context, const ExportOptions& options);

}  // namespace klytics::app
