// The parts of klytics export that publish a tree, go back to an older one, and check one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "context.h"
#include "core/time.h"

namespace klytics::app {

struct ExportOptions {
  std::string out;    // a folder or s3://bucket/prefix; '' for that of the settings
  std::string as_of;  // local day, or '' for today
  std::vector<std::string> ranges;
  int keep = 3;
};

struct PublishedSnapshot {
  std::string place;  // the release's folder, or the address on object storage
  std::string name;   // of the release; the address on object storage
  std::size_t files = 0;
  std::size_t unchanged = 0;  // not written again
  std::size_t bytes = 0;
  Date as_of;
  std::optional<Instant> data_through;
};

/// Reads the facts, writes a release, makes it the current one and removes old ones; warns when the data is stale.
/// Throws Error(kUsage) when no place is named anywhere.
PublishedSnapshot publish_snapshot(Context& context, const ExportOptions& options);

int publish(Context& context, const ExportOptions& options);
int roll_back(Context& context, const std::string& out);
int check(Context& context, const std::string& place);

}  // namespace klytics::app
