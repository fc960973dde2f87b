// Whether a published tree is whole: against its own manifest, and against what the dashboard accepts.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace klytics::presentation {

struct TreeCheck {
  std::filesystem::path tree;         // the folder with the manifest
  std::size_t files = 0;              // that the manifest lists
  std::vector<std::string> problems;  // "api/overview: /revenue: missing", sorted by file
};

/// Checks the tree in `folder`, or the current release when `folder` is what export publishes into: every file that the
/// manifest lists is there with its size and SHA-256 and no other one, every range has every endpoint, every body keeps
/// to the contract, the default range stands at the dashboard's own paths. Throws Error(kInputMissing) when there is no
/// manifest to begin with.
TreeCheck check_tree(const std::filesystem::path& folder);

}  // namespace klytics::presentation
