// Whether a published tree is whole: against its own manifest, and against what the dashboard accepts.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace klytics::presentation {

/// What was published somewhere.
struct PublishedTree {
  std::string place;            // for messages
  std::set<std::string> paths;  // every file but the manifest
  std::function<std::string(const std::string& path)> read;
};

/// The tree in `folder`, or the current release when `folder` is what export publishes into. Throws
/// Error(kInputMissing) when there is no manifest to begin with.
PublishedTree tree_in(const std::filesystem::path& folder);

struct TreeCheck {
  std::string place;
  std::size_t files = 0;              // that the manifest lists
  std::vector<std::string> problems;  // "api/overview: /revenue: missing", sorted by file
};

/// Every file that the manifest lists is there with its size and SHA-256 and no other one, every range has every
/// endpoint, every body keeps to the contract, the default range stands at the dashboard's own paths.
TreeCheck check_tree(const PublishedTree& tree);

}  // namespace klytics::presentation
