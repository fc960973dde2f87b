// The whole tree that export publishes, as text in memory. Pure: the same values give the same bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "presentation/render/endpoints.h"

namespace klytics::presentation {

/// The version of the tree's layout and of the manifest's members.
inline constexpr int kSnapshotSchemaVersion = 1;

struct Snapshot {
  std::vector<Document> files;  // sorted by path, manifest.json last
  std::string
      content_hash;  // 64 hexadecimal digits over everything but health and the manifest: equal data, equal hash
};

/// Renders every endpoint of every range: "ranges/<range>/<endpoint>", the default range also as "api/<endpoint>",
/// "api/customer-value" when there is a model of it, and "manifest.json" with the path, size and SHA-256 of every other
/// file. `version` is that of klytics. Throws Error(kInternal) when the default range is missing.
Snapshot render_snapshot(const Dashboard& dashboard, std::string_view version);

}  // namespace klytics::presentation
