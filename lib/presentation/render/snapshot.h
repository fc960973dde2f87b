// The whole tree that export publishes, as text in memory. Pure: the same values give the same bytes.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "presentation/render/endpoints.h"

namespace klytics::presentation {

/// The version of the tree's layout and of the manifest's members.
inline constexpr int kSnapshotSchemaVersion = 1;

struct Snapshot {
  std::vector<Document> files;  // sorted by path, manifest.json last
  std::string content_hash;     // over everything but health and the manifest: equal data, equal hash
};

/// 64 hexadecimal digits over the paths and SHA-256 digests of a tree's files, sorted by path, without the manifest;
/// the files named health are passed over.
std::string content_hash(const std::vector<std::pair<std::string, std::string>>& digests);

/// Renders every endpoint of every range: "ranges/<range>/<endpoint>", the default range also as "api/<endpoint>",
/// "api/customer-value" when there is a model of it, and "manifest.json" with the path, size and SHA-256 of every other
/// file. `version` is that of klytics. Throws Error(kInternal) when the default range is missing.
Snapshot render_snapshot(const Dashboard& dashboard, std::string_view version);

}  // namespace klytics::presentation
