#include "presentation/publish/tree_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "core/date_range.h"
#include "core/error.h"
#include "core/sha256.h"
#include "presentation/publish/durable_file.h"
#include "presentation/render/snapshot.h"

namespace klytics::presentation {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::string_view kManifest = "manifest.json";

fs::path find_tree(const fs::path& folder) {
  std::error_code ignored;
  for (const fs::path& tree : {folder, folder / "current"})
    if (fs::is_regular_file(tree / kManifest, ignored)) return tree;
  throw Error(ErrorKind::kInputMissing, fmt::format("no {} in {} or its current release", kManifest, folder.string()),
              "name the folder that klytics export publishes into, or one of its releases");
}

Check manifest_contract() {
  using namespace contract;  // NOLINT(google-build-using-namespace): its names make the rules readable
  const Check period = object({{"start", date()}, {"end", date()}, {"subscribers", text()}});
  return object({{"schemaVersion", integer(1)},
                 {"version", text()},
                 {"account", object({{"id", text()}, {"timezone", text()}, {"currency", text()}})},
                 {"generatedAt", text()},
                 {"asOf", date()},
                 {"defaultRange", text()},
                 {"ranges", list(object({{"name", text()}, {"path", text()}, {"current", period}}), 1)},
                 {"notes", list(text())},
                 {"contentHash", text()},
                 {"files", list(object({{"path", text()}, {"bytes", integer(0)}, {"sha256", text()}}), 1)}});
}

class Checker {
 public:
  Checker(const PublishedTree& tree, TreeCheck& result) : tree_(tree), result_(result) {}

  void run() {
    const std::string text = tree_.read(std::string(kManifest));
    const std::vector<std::string> broken = violations(manifest_contract(), text);
    for (const std::string& rule : broken) problem(kManifest, rule);
    if (!broken.empty()) return;
    manifest_ = json::parse(text);
    check_files();
    check_no_others();
    for (const json& range : manifest_["ranges"]) check_range(range);
    check_families();
    check_default_range();
    std::vector<std::string>& problems = result_.problems;
    std::sort(problems.begin(), problems.end());
    problems.erase(std::unique(problems.begin(), problems.end()), problems.end());
  }

 private:
  void problem(std::string_view file, std::string_view what) {
    if (what.starts_with(": ")) what.remove_prefix(2);  // a rule about the whole body
    result_.problems.push_back(fmt::format("{}: {}", file, what));
  }

  void check_files() {
    result_.files = manifest_["files"].size();
    std::vector<std::pair<std::string, std::string>> digests;
    for (const json& file : manifest_["files"]) {
      const std::string path = file["path"].get<std::string>();
      digests.emplace_back(path, file["sha256"].get<std::string>());
      if (!tree_.paths.contains(path)) {
        problem(path, "missing");
        continue;
      }
      std::string& body = bodies_[path] = tree_.read(path);
      if (body.size() != file["bytes"].get<std::size_t>())
        problem(path, fmt::format("{} bytes, the manifest says {}", body.size(), file["bytes"].dump()));
      else if (sha256_hex(body) != digests.back().second)
        problem(path, "other bytes than the manifest says");
    }
    if (content_hash(digests) != manifest_["contentHash"].get<std::string>())
      problem(kManifest, "contentHash is not that of its files");
  }

  void check_no_others() {
    for (const std::string& path : tree_.paths)
      if (!bodies_.contains(path)) problem(path, "not in the manifest");
  }

  void check_range(const json& range) {
    const std::string folder = range["path"].get<std::string>() + "/";
    std::vector<bool> found(endpoints().size(), false);
    for (const auto& [path, body] : bodies_) {
      if (!path.starts_with(folder)) continue;
      const Endpoint* endpoint = find_endpoint(std::string_view(path).substr(folder.size()));
      if (endpoint == nullptr) {
        problem(path, "not an endpoint of the dashboard");
        continue;
      }
      for (std::size_t i = 0; i < found.size(); ++i)
        if (&endpoints()[i] == endpoint) found[i] = true;
      for (const std::string& rule : violations(endpoint->contract(), body)) problem(path, rule);
    }
    for (std::size_t i = 0; i < found.size(); ++i)
      if (!found[i]) problem(folder + std::string(endpoints()[i].name), "missing");
    check_days(range, folder);
  }

  // What one range shows of metrics, every range shows.
  void check_families() {
    std::set<std::string, std::less<>> documents;
    const auto each_range = [&](const auto& work) {
      for (const json& range : manifest_["ranges"]) work(range["path"].get<std::string>() + "/");
    };
    each_range([&](const std::string& folder) {
      for (auto body = bodies_.lower_bound(folder); body != bodies_.end() && body->first.starts_with(folder); ++body)
        if (const std::string document = body->first.substr(folder.size()); document.starts_with("analytics/"))
          documents.insert(document);
    });
    each_range([&](const std::string& folder) {
      for (const std::string& document : documents)
        if (!bodies_.contains(folder + document)) problem(folder + document, "missing");
    });
  }

  // The chart of revenue has the range's days: its first and last one, and none is left out.
  void check_days(const json& range, const std::string& folder) {
    const auto chart = bodies_.find(folder + "charts/revenue");
    if (chart == bodies_.end() || !violations(contract::revenue_chart(), chart->second).empty()) return;
    const json days = json::parse(chart->second);
    if (days.front()["date"] != range["current"]["start"] || days.back()["date"] != range["current"]["end"])
      problem(chart->first, "not the days of the range");
  }

  void check_default_range() {
    const std::string shown = manifest_["defaultRange"].get<std::string>();
    for (const auto& [path, body] : bodies_) {
      const std::string folder = "ranges/" + shown + "/";
      if (!path.starts_with(folder)) continue;
      const std::string own = "api/" + path.substr(folder.size());
      const auto found = bodies_.find(own);
      if (found == bodies_.end())
        problem(own, "missing");
      else if (found->second != body)
        problem(own, "another body than " + path);
    }
  }

  const PublishedTree& tree_;
  TreeCheck& result_;
  json manifest_;
  std::map<std::string, std::string> bodies_;  // by path
};

}  // namespace

PublishedTree tree_in(const fs::path& folder) {
  const fs::path root = find_tree(folder);
  PublishedTree tree{root.string(), {}, [root](const std::string& path) { return read_file(root / path); }};
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root))
    if (!entry.is_directory()) tree.paths.insert(entry.path().lexically_relative(root).generic_string());
  tree.paths.erase(std::string(kManifest));
  return tree;
}

TreeCheck check_tree(const PublishedTree& tree) {
  TreeCheck result;
  result.place = tree.place;
  Checker(tree, result).run();
  return result;
}

}  // namespace klytics::presentation
